import { element } from "../dom/element.ts";
import { drawMarkup } from "./draw-markup.ts";
import type { DrawnTable } from "./drawing.ts";

/** A table, with the columns that stay in sight while the rest scrolls. */
export function drawTable({ headers, rows, widths = [], sticky = { rows: 0, columns: 0 } }: DrawnTable): HTMLElement {
  // The head is the first of the rows that stay.
  const stays = (row: number, column: number): string | undefined => {
    const kept = [row < sticky.rows && "stays-above", column < sticky.columns && "stays-beside"].filter(Boolean);
    return kept.length === 0 ? undefined : kept.join(" ");
  };
  const columns = widths.map((width) => {
    const column = element("col");
    column.style.inlineSize = `${width}%`;
    return column;
  });
  const head = headers.map((header, column) =>
    element("th", { scope: "col", class: stays(0, column) }, drawMarkup(header)),
  );
  const body = rows.map((row, index) =>
    element(
      "tr",
      {},
      ...row.map((cell, column) => element("td", { class: stays(index + 1, column) }, drawMarkup(cell))),
    ),
  );
  const table = element(
    "table",
    {},
    columns.length > 0 && element("colgroup", {}, ...columns),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
  const [corner] = head;
  if (corner !== undefined && sticky.columns > 0) keepApart(table, corner);
  return element("div", { class: "table-scroll", tabindex: 0, role: "group", "aria-label": "Table" }, table);
}

/** A column that stays second stands beside the first, whatever its size. */
function keepApart(table: HTMLElement, corner: HTMLElement): void {
  new ResizeObserver(() => table.style.setProperty("--beside", `${corner.offsetWidth}px`)).observe(corner);
}
