import { element } from "../dom/element.ts";
import { svg } from "../dom/svg.ts";
import { drawMarkup } from "./draw-markup.ts";
import type { DrawnShares } from "./drawing.ts";

/** How a ring of each kind is drawn, in a field of 20 by 20: a pie is a ring without a hole. */
const rings = {
  pie: { radius: 5, thickness: 10 },
  doughnut: { radius: 7.5, thickness: 5 },
  semi_doughnut: { radius: 7.5, thickness: 5 },
};

/** A percentage chart: the picture, and beside it the list of what it shows, which is what a screen reader reads. */
export function drawShares({ preview, shares }: DrawnShares): HTMLElement {
  const isHalf = preview === "semi_doughnut";
  const { radius, thickness } = rings[preview as keyof typeof rings] ?? rings.pie;
  const parts = toParts(shares.map(({ value }) => value));
  const span = isHalf ? 50 : 100;
  let from = 0;
  const arcs = parts.map((part, number) => {
    const arc = svg("circle", {
      class: `chart-line chart-${number + 1}`,
      cx: 10,
      cy: 10,
      r: radius,
      pathLength: 100,
      "stroke-width": thickness,
      "stroke-dasharray": `${part * span} 100`,
      "stroke-dashoffset": -from * span,
      // Begins above, or at the left end of a half.
      transform: `rotate(${isHalf ? 180 : -90} 10 10)`,
    });
    from += part;
    return arc;
  });
  const picture = svg(
    "svg",
    { class: "chart-ring", viewBox: isHalf ? "0 0 20 10" : "0 0 20 20", "aria-hidden": "true" },
    ...arcs,
  );
  const key = shares.map(({ label, value }, number) =>
    element(
      "li",
      {},
      element("span", { class: `chart-mark chart-${number + 1}`, "aria-hidden": "true" }),
      drawMarkup(label),
      element("span", { class: "chart-value" }, `${format(value)} (${Math.round((parts[number] ?? 0) * 100)} %)`),
    ),
  );
  return element("div", { class: "chart" }, picture, element("ul", { class: "chart-key" }, ...key));
}

/** What part of all each is, from 0 to 1; nothing at all has no parts. */
function toParts(values: readonly number[]): readonly number[] {
  const largest = Math.max(...values, 0);
  const sum = values.reduce((total, value) => total + Math.max(0, value) / largest, 0);
  return values.map((value) => (largest > 0 ? Math.max(0, value) / largest / sum : 0));
}

function format(value: number): string {
  return value.toLocaleString("en");
}
