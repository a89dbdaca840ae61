import type { ChartPoint, DrawnGraph, DrawnShares } from "./drawing.ts";
import { toFields, toList, toText } from "./fields.ts";

/** Reads a percentage chart or a graph (protocol page 3.3). */
export function parseChart(
  type: "percentage_chart" | "graph",
  data: unknown,
  styles: unknown,
): DrawnShares | DrawnGraph {
  const { preview, x_axis: xAxis, y_axis: yAxis } = toFields(styles);
  if (type === "percentage_chart") {
    return { kind: "shares", preview: toText(preview) || "pie", shares: toList(data).map(toPoint) };
  }
  const categories = toList(data).map((category) => {
    const { category: name, values } = toFields(category);
    return { name: toText(name), values: toList(values).map(toPoint) };
  });
  return {
    kind: "graph",
    preview: toText(preview) || "vertical_bar",
    xAxis: toText(xAxis),
    yAxis: toText(yAxis),
    categories,
  };
}

function toPoint(value: unknown): ChartPoint {
  const { label, value: number } = toFields(value);
  return { label: toText(label), value: Number(toText(number)) || 0 };
}
