import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { toPlainText } from "../reply/to-plain-text.ts";
import type { Page } from "../state/page-state.ts";

/** A line that names the messages something is about and leads to the first of them. */
export function quote({ messages, people }: Page, ids: readonly string[]): HTMLElement {
  const [first] = ids.flatMap((id) => messages.get(id) ?? []);
  if (first === undefined) return element("span", {});
  const about =
    ids.length > 1
      ? [element("span", { class: "quote-text" }, `${ids.length} messages`)]
      : [
          element("span", { class: "quote-sender", dir: "auto" }, people.get(first.senderId)?.name ?? ""),
          element("span", { class: "quote-text", dir: "auto" }, summarise(first)),
        ];
  const line = element("button", { class: "quote", type: "button", tabindex: -1 }, icon("reply"), ...about);
  line.addEventListener("click", () => {
    const target = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(first.id)}"]`);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({ block: "center", behavior: isStill ? "instant" : "smooth" });
    target?.focus({ preventScroll: true });
  });
  return line;
}

/** The beginning of a message in one line. */
export function summarise(message: PageMessage): string {
  const line = message.file?.name ?? toPlainText(message.text);
  return line.length > 90 ? `${line.slice(0, 88).trimEnd()}…` : line;
}
