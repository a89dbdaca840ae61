import type { Row } from "./ticket-row.ts";
import { getRow, putRowOnce, replaceRow, type TablePlace } from "./ticket-rows.ts";

/** A desk's own table, one item at a time. Whatever fails is `UpstreamFailed("ticket desk")`. */
export interface TicketTable {
  get(id: string): Promise<Row | undefined>;
  /** The row that now is there: the given one, or the one that was there first. */
  putOnce(row: Row): Promise<Row>;
  /** Puts `next` where `old` is, unless somebody else has put another meanwhile: then undefined. */
  replace(old: Row, next: Row): Promise<Row | undefined>;
}

/** The table at this place. */
export function ticketTable(place: TablePlace): TicketTable {
  return {
    get: async (id) => getRow(place, id),
    putOnce: async (row) => putRowOnce(place, row),
    replace: async (old, next) => replaceRow(place, old, next),
  };
}
