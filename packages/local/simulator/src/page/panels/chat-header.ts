import type { PageChat } from "../../page-api.ts";
import { chatSelect } from "../chats/chat-switch.ts";
import { currentChat, watchChat } from "../chats/current-chat.ts";
import { iconOfChat, nameChat } from "../chats/name-chat.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { avatar } from "../people/avatar.ts";
import { personSelect } from "../people/person-switch.ts";
import type { Page } from "../state/page-state.ts";
import { fakesNote } from "./fakes-note.ts";
import { themeSwitch } from "../theme/theme-switch.ts";

/** The line above the conversation. */
export function chatHeader(page: Page): HTMLElement {
  const title = element("h1", {});
  const topic = element("p", { class: "topic" });
  const members = element("span", { class: "members", role: "img" });
  const draw = (chat: PageChat, personId: string): void => {
    title.replaceChildren(
      icon(iconOfChat(chat)),
      element("span", { class: "chat-name", dir: "auto" }, nameChat(chat, page, personId)),
    );
    topic.replaceChildren(chat.topic);
    members.setAttribute("aria-label", `${chat.memberIds.length} members`);
    members.replaceChildren(...chat.memberIds.map((id) => avatar(page.people.get(id), "small")));
  };
  draw(currentChat(page), page.view.get().personId);
  watchChat(page, draw);
  return element(
    "header",
    { class: "chat-header" },
    title,
    topic,
    members,
    chatSelect(page),
    personSelect(page),
    themeSwitch(),
    fakesNote(page),
  );
}
