import { chatsOf } from "../chats/current-chat.ts";
import { nameChat } from "../chats/name-chat.ts";
import type { Page } from "../state/page-state.ts";
import type { Choice } from "./form-field.ts";

/** What Cliq itself offers for a native select; the demonstration has no teams. */
export function nativeChoices(page: Page, source: string): readonly Choice[] {
  const { personId } = page.view.get();
  const chats = chatsOf(page, personId).map((chat) => ({
    ...chat,
    label: nameChat(chat, page, personId),
    value: chat.id,
  }));
  switch (source) {
    case "channels":
      return chats.filter(({ type }) => type === "channel").map(({ label, value }) => ({ label, value }));
    case "conversations":
      return chats.map(({ label, value }) => ({ label, value }));
    case "teams":
      return [];
    default:
      return page.state.people.map(({ id, name }) => ({ label: name, value: id }));
  }
}
