import { element } from "../dom/element.ts";
import { drawGraph } from "./draw-graph.ts";
import { drawMarkup } from "./draw-markup.ts";
import { drawPairs } from "./draw-pairs.ts";
import { drawShares } from "./draw-shares.ts";
import { drawTable } from "./draw-table.ts";
import type { DrawnSlide } from "./drawing.ts";

/** One slide of an answer. */
export function drawSlide(slide: DrawnSlide): HTMLElement {
  const title =
    slide.title === undefined ? undefined : element("div", { class: "slide-title" }, drawMarkup(slide.title));
  return element("div", { class: `slide slide-${slide.kind}` }, title, drawContent(slide));
}

function drawContent(slide: DrawnSlide): HTMLElement {
  switch (slide.kind) {
    case "table":
      return drawTable(slide);
    case "shares":
      return drawShares(slide);
    case "graph":
      return drawGraph(slide);
    case "list":
      return element("ul", {}, ...slide.items.map((item) => element("li", {}, drawMarkup(item))));
    case "label":
      return drawPairs(slide.pairs);
    case "images":
      return element(
        "div",
        { class: "pictures" },
        ...slide.urls.map((url) =>
          element("img", {
            src: url,
            alt: `Picture from ${new URL(url).host}`,
            loading: "lazy",
            referrerpolicy: "no-referrer",
          }),
        ),
      );
    case "text":
      return drawMarkup(slide.text);
    default:
      return element(
        "div",
        {},
        element("p", { class: "note" }, `A slide of the type "${slide.type}", which this page does not draw:`),
        element("pre", {}, slide.source),
      );
  }
}
