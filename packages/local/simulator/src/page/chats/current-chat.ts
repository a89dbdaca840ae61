import type { PageChat } from "../../page-api.ts";
import type { Page } from "../state/page-state.ts";

/** The chats that a person is in, the channel first. */
export function chatsOf({ state }: Page, personId: string): readonly PageChat[] {
  return state.chats.filter(({ memberIds }) => memberIds.includes(personId));
}

/** The chat that is looked at. */
export function currentChat({ state, view }: Page): PageChat {
  const { chatId } = view.get();
  const chat = state.chats.find(({ id }) => id === chatId) ?? state.chats[0];
  if (chat === undefined) throw new Error("There is no chat.");
  return chat;
}

/** Calls `changed` whenever another chat is looked at, or by another person; who is not in a chat is led to the first of theirs. */
export function watchChat(page: Page, changed: (chat: PageChat, personId: string) => void): void {
  page.view.watch(({ chatId, personId }, before) => {
    if (chatId === before.chatId && personId === before.personId) return;
    const own = chatsOf(page, personId);
    const [first] = own;
    if (first !== undefined && own.every(({ id }) => id !== chatId)) page.view.set({ chatId: first.id });
    else changed(currentChat(page), personId);
  });
}
