import { InvalidReply } from "../errors/invalid-reply.ts";
import { mostSticky } from "./limits.ts";
import type { Slide } from "./slide.ts";
import { expectSlide, withStyles } from "./with-styles.ts";

/** How a table looks. */
export interface TableStyles {
  /** How wide each column is, in whole per cent that add up to 100. */
  readonly widths?: readonly number[];
  /** How many rows, of two at most, stay in sight while the others scroll. */
  readonly stickyRows?: number;
  /** How many columns, of two at most, do so. */
  readonly stickyColumns?: number;
}

/** The table with widths of columns, and rows and columns that stay in sight: `styleTable(table(…), { stickyRows: 1 })`. */
export function styleTable(table: Slide<"table">, { widths, stickyRows, stickyColumns }: TableStyles): Slide<"table"> {
  const drawing = expectSlide(table, "table", "styleTable()");
  const { headers } = (JSON.parse(drawing.json) as { data: { headers: readonly string[] } }).data;
  const isWhole = widths?.every((width) => Number.isInteger(width) && width >= 1) !== false;
  const total = widths?.reduce((sum, width) => sum + width, 0) ?? 100;
  if (!isWhole || total !== 100 || (widths !== undefined && widths.length !== headers.length)) {
    throw new InvalidReply(`A table's widths are ${headers.length} whole numbers from 1 that add up to 100.`);
  }
  const sticky = {
    ...counted("rows", stickyRows),
    ...counted("columns", stickyColumns),
  };
  return withStyles(drawing, {
    ...(widths === undefined ? {} : { width: [...widths] }),
    ...(Object.keys(sticky).length === 0 ? {} : { sticky }),
  });
}

function counted(what: string, count: number | undefined): Readonly<Record<string, number>> {
  if (count === undefined) return {};
  if (Number.isInteger(count) && count >= 0 && count <= mostSticky) return { [what]: count };
  throw new InvalidReply(`Of a table 0 to ${mostSticky} ${what} are sticky.`);
}
