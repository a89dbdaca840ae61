import { element } from "../dom/element.ts";
import { drawMarkup } from "./draw-markup.ts";
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
      return drawTable(slide.headers, slide.rows);
    case "list":
      return element("ul", {}, ...slide.items.map((item) => element("li", {}, drawMarkup(item))));
    case "label":
      return element(
        "dl",
        {},
        ...slide.pairs.map(([name, value]) =>
          element("div", {}, element("dt", {}, drawMarkup(name)), element("dd", {}, drawMarkup(value))),
        ),
      );
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

function drawTable(headers: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "group", "aria-label": "Table" },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...headers.map((header) => element("th", { scope: "col" }, drawMarkup(header)))),
      ),
      element(
        "tbody",
        {},
        ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, drawMarkup(cell))))),
      ),
    ),
  );
}
