import type { PageChat } from "../../page-api.ts";
import type { IconName } from "../dom/icon.ts";
import type { Page } from "../state/page-state.ts";

/** A chat as somebody in it knows it: a direct one by the name of the other. */
export function nameChat(
  { type, title, memberIds }: PageChat,
  { people }: Pick<Page, "people">,
  personId: string,
): string {
  if (type !== "dm") return title;
  const others = memberIds.filter((id) => id !== personId).flatMap((id) => people.get(id)?.name ?? []);
  return others.join(", ") || title;
}

/** The outline that tells the kinds of chats apart. */
export function iconOfChat({ type }: PageChat): IconName {
  return type === "channel" ? "hash" : type === "thread" ? "reply" : "person";
}

/** What a chat is called where a message to it is written. */
export function addressChat(chat: PageChat, page: Pick<Page, "people">, personId: string): string {
  return `${chat.type === "channel" ? "#" : ""}${nameChat(chat, page, personId)}`;
}
