import type { DrawnSlide } from "./drawing.ts";
import { toFields, toList, toText } from "./fields.ts";

/** Reads one slide of an answer (protocol page 3.3). */
export function parseSlide(value: unknown): DrawnSlide {
  const slide = toFields(value);
  const title = toText(slide["title"]);
  return { ...(title === "" ? {} : { title }), ...parseContent(toText(slide["type"]), slide["data"]) };
}

function parseContent(type: string, data: unknown): DrawnSlide {
  switch (type) {
    case "table": {
      const headers = toList(toFields(data)["headers"]).map(toText);
      const rows = toList(toFields(data)["rows"]).map((row) => headers.map((header) => toText(toFields(row)[header])));
      return { kind: "table", headers, rows };
    }
    case "list":
      return { kind: "list", items: toList(data).map(toText) };
    case "label":
      return { kind: "label", pairs: toList(data).flatMap(toPairs) };
    case "images":
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

/** Both documented forms: `{Name: value}` and `{label, value}` (protocol page 9, number 5). */
function toPairs(value: unknown): [string, string][] {
  const fields = toFields(value);
  if (typeof fields["label"] === "string" && "value" in fields) return [[fields["label"], toText(fields["value"])]];
  return Object.entries(fields).map(([name, value]) => [name, toText(value)]);
}
