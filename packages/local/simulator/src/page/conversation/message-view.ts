import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatTime } from "../dom/format.ts";
import { icon } from "../dom/icon.ts";
import { avatar } from "../people/avatar.ts";
import { drawOutput } from "../reply/draw-reply.ts";
import { drawMarkup } from "../reply/draw-markup.ts";
import type { Page } from "../state/page-state.ts";
import { fileTile } from "./file-tile.ts";
import { quote, summarise } from "./quote.ts";

/** A message on the page. */
export interface MessageView {
  readonly article: HTMLElement;
  readonly checkbox: HTMLInputElement;
  readonly more: HTMLButtonElement;
}

/** Draws a message; `grouped` when its sender is already named right above. */
export function messageView(page: Page, message: PageMessage, grouped: boolean): MessageView {
  const sender = page.people.get(message.senderId);
  const name = sender?.name ?? "Someone";
  const time = formatTime(message.time);
  const checkbox = element("input", {
    class: "choose",
    type: "checkbox",
    tabindex: -1,
    "aria-label": `Select the message of ${name}, ${time}`,
  });
  const more = element(
    "button",
    {
      class: "icon-button more",
      type: "button",
      tabindex: -1,
      "aria-haspopup": "menu",
      "aria-label": `Actions for the message of ${name}, ${time}`,
      title: "Message actions",
    },
    icon("more"),
  );
  const head = element(
    "header",
    { class: "message-head" },
    element("span", { class: "message-sender", dir: "auto" }, name),
    sender?.kind !== undefined && element("span", { class: "tag" }, sender.kind),
    element("time", { class: "message-time", datetime: new Date(message.time).toISOString() }, time),
  );
  const article = element(
    "article",
    {
      class: grouped ? "message grouped" : "message",
      tabindex: -1,
      "aria-label": `${name}, ${time}: ${summarise(message)}`,
      "aria-describedby": "message-keys",
      "data-message": message.id,
      "data-key": message.output === undefined ? undefined : `message-${message.id}`,
      "data-type": message.type,
    },
    element(
      "span",
      { class: "gutter" },
      checkbox,
      grouped ? element("time", { class: "gutter-time", "aria-hidden": "true" }, time) : avatar(sender),
    ),
    element(
      "div",
      { class: "message-body", lang: sender?.language },
      !grouped && head,
      message.replyTo !== undefined && quote(page, [message.replyTo]),
      message.file !== undefined && fileTile(message.file),
      message.output === undefined
        ? message.text !== "" && drawMarkup(message.text, message.mentions)
        : drawOutput(message.output),
    ),
    element("div", { class: "message-tools" }, more),
  );
  return { article, checkbox, more };
}
