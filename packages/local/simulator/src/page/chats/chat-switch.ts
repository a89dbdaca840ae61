import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import type { Page } from "../state/page-state.ts";
import { chatsOf, currentChat, watchChat } from "./current-chat.ts";
import { iconOfChat, nameChat } from "./name-chat.ts";

/** The list of the chats that the person is in. */
export function chatList(page: Page): HTMLElement {
  const list = element("ul", { class: "chats", "aria-label": "Chats" });
  const draw = (): void => {
    const { personId } = page.view.get();
    const current = currentChat(page);
    list.replaceChildren(
      ...chatsOf(page, personId).map((chat) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              class: "channel",
              id: `chat-${chat.id}`,
              type: "button",
              "aria-current": chat.id === current.id ? "page" : undefined,
              on: { click: () => openChat(page, chat.id) },
            },
            icon(iconOfChat(chat)),
            element("span", { class: "chat-name", dir: "auto" }, nameChat(chat, page, personId)),
          ),
        ),
      ),
    );
  };
  draw();
  watchChat(page, draw);
  return list;
}

/** The same choice where there is no room for the list. */
export function chatSelect(page: Page): HTMLElement {
  const select = element("select", {
    class: "person-select chat-select",
    "aria-label": "Chat",
    on: { change: () => openChat(page, select.value) },
  });
  const draw = (): void => {
    const { personId } = page.view.get();
    select.replaceChildren(
      ...chatsOf(page, personId).map((chat) => element("option", { value: chat.id }, nameChat(chat, page, personId))),
    );
    select.value = currentChat(page).id;
  };
  draw();
  watchChat(page, draw);
  return select;
}

function openChat(page: Page, chatId: string): void {
  page.view.set({ chatId, selecting: false, selected: [] });
  announce(nameChat(currentChat(page), page, page.view.get().personId));
}
