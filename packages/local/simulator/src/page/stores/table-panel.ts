import type { TableView } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { emptyNote } from "../panels/empty-note.ts";
import { sortAttributes } from "./sort-attributes.ts";

/** The rows of a table, each as a card of its attributes. */
export function drawTable({ rows, keys, name, more, label }: TableView): HTMLElement[] {
  const head = element(
    "p",
    { class: "store-name" },
    element("span", { class: "tag" }, "DynamoDB"),
    element("span", { class: "store-id" }, name),
  );
  if (rows.length === 0)
    return [head, emptyNote("table", `No ${label.toLowerCase()} yet`, "Rows appear here as actions write them.")];
  const drawn = rows.map((row) => drawRow(row, keys));
  return [head, ...drawn, ...(more ? [element("p", { class: "note" }, "More rows than these are in the table.")] : [])];
}

function drawRow(row: TableView["rows"][number], keys: readonly string[]): HTMLElement {
  const { title, plain, technical } = sortAttributes(row, keys);
  return element(
    "article",
    { class: "row", "data-key": keys.map((key) => row[key] ?? "").join(" ") },
    title.length > 0 && element("h3", { class: "row-title", dir: "auto" }, title.join(" · ")),
    drawFacts(plain),
    technical.length > 0 &&
      element("details", { class: "technical" }, element("summary", {}, "Keys and hashes"), drawFacts(technical)),
  );
}

function drawFacts(attributes: readonly (readonly [string, string])[]): HTMLElement {
  const lines = attributes.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", { dir: "auto" }, value)),
  );
  return element("dl", { class: "facts" }, ...lines);
}
