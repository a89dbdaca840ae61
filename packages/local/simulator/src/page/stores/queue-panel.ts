import type { QueueView } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatTime } from "../dom/format.ts";
import { emptyNote } from "../panels/empty-note.ts";

/** The messages of a queue, each as a card that says how far it is. */
export function drawQueue({ messages, name, more }: QueueView): HTMLElement[] {
  const head = element(
    "p",
    { class: "store-name" },
    element("span", { class: "tag" }, "SQS"),
    element("span", { class: "store-id" }, name.slice(name.lastIndexOf("/") + 1)),
  );
  if (messages.length === 0)
    return [head, emptyNote("box", "Nothing waits", "Work is here from when it is put off until it is done.")];
  return [
    head,
    ...messages.map(drawMessage),
    ...(more ? [element("p", { class: "note" }, "More messages than these are in the queue.")] : []),
  ];
}

function drawMessage({ id, sent, receives, state }: QueueView["messages"][number]): HTMLElement {
  const facts = [
    ["Sent", formatTime(sent)],
    ["Received", receives === 1 ? "once" : `${receives} times`],
    ["Message", id],
  ] as const;
  return element(
    "article",
    { class: "row", "data-key": id },
    element("h3", { class: "row-title" }, state.slice(0, 1).toUpperCase() + state.slice(1)),
    element(
      "dl",
      { class: "facts" },
      ...facts.map(([term, value]) => element("div", {}, element("dt", {}, term), element("dd", {}, value))),
    ),
  );
}
