import { chatList } from "../chats/chat-switch.ts";
import { element } from "../dom/element.ts";
import { personList } from "../people/person-switch.ts";
import type { Page } from "../state/page-state.ts";
import { fakesNote } from "./fakes-note.ts";

/** The left column: what this is, the channel, who one acts as, and what answers behind it. */
export function sidebar(page: Page): HTMLElement {
  return element(
    "nav",
    { class: "sidebar", "aria-label": "Channel and people" },
    element(
      "div",
      { class: "brand" },
      element("img", { src: "/icon.svg", alt: "", width: 28, height: 28 }),
      element(
        "div",
        {},
        element("p", { class: "brand-name" }, "Message actions"),
        element("p", { class: "brand-place" }, "Local simulator"),
      ),
    ),
    element("p", { class: "label" }, "Chats"),
    chatList(page),
    personList(page),
    fakesNote(page),
  );
}
