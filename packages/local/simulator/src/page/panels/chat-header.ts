import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { avatar } from "../people/avatar.ts";
import { personSelect } from "../people/person-switch.ts";
import type { Page } from "../state/page-state.ts";
import { fakesNote } from "./fakes-note.ts";
import { themeSwitch } from "../theme/theme-switch.ts";

/** The line above the conversation. */
export function chatHeader(page: Page): HTMLElement {
  const { channel, people } = page.state;
  return element(
    "header",
    { class: "chat-header" },
    element("h1", {}, icon("hash"), channel.title),
    element("p", { class: "topic" }, channel.topic),
    element(
      "span",
      { class: "members", role: "img", "aria-label": `${people.length} members` },
      ...people.map((person) => avatar(person, "small")),
    ),
    personSelect(page),
    themeSwitch(),
    fakesNote(page),
  );
}
