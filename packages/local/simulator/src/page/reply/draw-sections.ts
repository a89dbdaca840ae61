import { element } from "../dom/element.ts";
import { drawMarkup } from "./draw-markup.ts";
import { drawPairs } from "./draw-pairs.ts";
import type { DrawnSection } from "./drawing.ts";

/** The sections of a card. */
export function drawSections(sections: readonly DrawnSection[]): HTMLElement[] {
  return sections.map(({ title, pairs }) =>
    element(
      "div",
      { class: "slide" },
      title !== undefined && element("div", { class: "slide-title" }, drawMarkup(title)),
      drawPairs(pairs),
    ),
  );
}
