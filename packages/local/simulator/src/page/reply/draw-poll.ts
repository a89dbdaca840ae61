import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { drawMarkup } from "./draw-markup.ts";
import { toPlainText } from "./to-plain-text.ts";

let polls = 0;

/** The options of a poll; a vote is counted on this page alone, as no action hears of one. */
export function drawPoll(question: string, options: readonly string[]): HTMLElement {
  const name = `poll-${(polls += 1)}`;
  const rows = options.map((option) => {
    const count = element("span", { class: "poll-count" }, "0 votes");
    const input = element("input", { type: "radio", name });
    return { option, count, input, row: element("label", { class: "poll-option" }, input, drawMarkup(option), count) };
  });
  for (const { option, input } of rows)
    input.addEventListener("change", () => {
      for (const other of rows) other.count.textContent = other.input.checked ? "1 vote" : "0 votes";
      announce(`Voted for ${toPlainText(option)}`);
    });
  return element(
    "fieldset",
    { class: "poll" },
    element("legend", { class: "visually-hidden" }, toPlainText(question)),
    ...rows.map(({ row }) => row),
  );
}
