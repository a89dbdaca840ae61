import { element } from "../dom/element.ts";
import { svg } from "../dom/svg.ts";
import { drawMarkup } from "./draw-markup.ts";
import type { DrawnGraph } from "./drawing.ts";
import { placePoints } from "./place-points.ts";
import { toPlainText } from "./to-plain-text.ts";

/** A graph: the picture, what its colours mean, and all of it once more as a table, for whoever cannot see or read it. */
export function drawGraph(graph: DrawnGraph): HTMLElement {
  const { categories, preview, xAxis, yAxis } = graph;
  const placed = placePoints(graph);
  const isSideways = preview.startsWith("horizontal");
  const bars = placed.bars.map(({ category, x, y, width, height }) =>
    svg("rect", {
      class: `chart-area chart-${category + 1}`,
      ...(isSideways ? { x: 100 - y - height, y: x, width: height, height: width } : { x, y, width, height }),
    }),
  );
  const lines = placed.lines.map((points, category) =>
    svg("polyline", { class: `chart-line chart-trend chart-${category + 1}`, points: points.map(String).join(" ") }),
  );
  const picture = svg(
    "svg",
    { class: "chart-field", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...bars,
    ...lines,
  );
  const ends = [
    `${toPlainText(xAxis) || "Values"}: ${placed.labels.map(toPlainText).join(", ")}`,
    `${toPlainText(yAxis) || "From"}: ${format(placed.least)} to ${format(placed.most)}`,
  ];
  const key = categories.map(({ name }, number) =>
    element(
      "li",
      {},
      element("span", { class: `chart-mark chart-${number + 1}`, "aria-hidden": "true" }),
      drawMarkup(name),
    ),
  );
  return element(
    "div",
    { class: "graph" },
    picture,
    element("p", { class: "chart-axes", dir: "auto" }, ends.join(" · ")),
    element("ul", { class: "chart-key" }, ...key),
    element("details", {}, element("summary", {}, "As a table"), toTable(graph, placed.labels)),
  );
}

function toTable({ categories, xAxis }: DrawnGraph, labels: readonly string[]): HTMLElement {
  const head = [xAxis || "Label", ...categories.map(({ name }) => name)];
  const rows = labels.map((label) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, drawMarkup(label)),
      ...categories.map(({ values }) => {
        const value = values.find((point) => point.label === label)?.value;
        return element("td", {}, value === undefined ? "" : format(value));
      }),
    ),
  );
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "group", "aria-label": "Graph as a table" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, drawMarkup(name))))),
      element("tbody", {}, ...rows),
    ),
  );
}

function format(value: number): string {
  return value.toLocaleString("en");
}
