import type { DrawnSlide, DrawnTable } from "./drawing.ts";
import { toFields, toList, toText } from "./fields.ts";
import { parseChart } from "./parse-chart.ts";

/** Reads one slide of an answer (protocol page 3.3). */
export function parseSlide(value: unknown): DrawnSlide {
  const slide = toFields(value);
  const title = toText(slide["title"]);
  return { ...(title === "" ? {} : { title }), ...parseContent(toText(slide["type"]), slide["data"], slide["styles"]) };
}

function parseContent(type: string, data: unknown, styles: unknown): DrawnSlide {
  switch (type) {
    case "table": {
      const headers = toList(toFields(data)["headers"]).map(toText);
      const rows = toList(toFields(data)["rows"]).map((row) => headers.map((header) => toText(toFields(row)[header])));
      // One page of Zoho's has them inside the data.
      return { kind: "table", headers, rows, ...parseTableStyles(styles ?? toFields(data)["styles"]) };
    }
    case "list":
      return { kind: "list", items: toList(data).map(toText) };
    case "label":
      return { kind: "label", pairs: toList(data).flatMap(toPairs) };
    case "percentage_chart":
    case "graph":
      return parseChart(type, data, styles);
    case "images":
    case "image":
      return {
        kind: "images",
        urls: toList(data)
          .map(toText)
          .filter((url) => url.startsWith("https://")),
      };
    case "text":
      return { kind: "text", text: toText(data) };
    default:
      return { kind: "other", type, source: JSON.stringify(data, undefined, 2) ?? "" };
  }
}

function parseTableStyles(value: unknown): Pick<DrawnTable, "widths" | "sticky"> {
  const { width, sticky } = toFields(value);
  const { rows, columns } = toFields(sticky);
  const count = (given: unknown): number => Number(toText(given)) || 0;
  const widths = toList(width).map(count);
  return {
    ...(widths.length > 0 && { widths }),
    ...(sticky !== undefined && { sticky: { rows: count(rows), columns: count(columns) } }),
  };
}

/** Both documented forms: `{Name: value}` and `{label, value}` (protocol page 9, number 5). */
function toPairs(value: unknown): [string, string][] {
  const fields = toFields(value);
  if (typeof fields["label"] === "string" && "value" in fields) return [[fields["label"], toText(fields["value"])]];
  return Object.entries(fields).map(([name, value]) => [name, toText(value)]);
}
