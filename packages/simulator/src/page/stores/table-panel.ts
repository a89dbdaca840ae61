import type { TableView } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { emptyNote } from "../panels/empty-note.ts";

const titles = ["number", "subject", "title", "name"];

/** The rows of a table, each as a card of its attributes: the speaking ones first. */
export function drawTable({ rows, keys, name, more, label }: TableView): HTMLElement[] {
  const head = element("p", { class: "store-name" }, element("span", { class: "tag" }, "DynamoDB"), element("span", { class: "store-id" }, name));
  if (rows.length === 0) return [head, emptyNote("table", `No ${label.toLowerCase()} yet`, "Rows appear here as actions write them.")];
  const drawn = rows.map((row) => {
    const title = titles.flatMap((attribute) => row[attribute] ?? []);
    const rest = Object.keys(row).filter((attribute) => !titles.includes(attribute)).toSorted((one, other) => rank(one, keys) - rank(other, keys));
    return element(
      "article",
      { class: "row", "data-key": keys.map((key) => row[key] ?? "").join(" ") },
      title.length > 0 && element("h3", { class: "row-title", dir: "auto" }, title.join(" · ")),
      element("dl", { class: "facts" }, ...rest.map((attribute) => element("div", {}, element("dt", {}, attribute), element("dd", { dir: "auto" }, row[attribute] ?? "")))),
    );
  });
  return [head, ...drawn, ...(more ? [element("p", { class: "note" }, "More rows than these are in the table.")] : [])];
}

/** Keys last: they identify, but say little. */
function rank(attribute: string, keys: readonly string[]): number {
  return keys.includes(attribute) ? 1 : 0;
}
