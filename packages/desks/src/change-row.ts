import { UpstreamFailed, UserError } from "@cliq-actions/core";
import type { TicketChange, TicketOutcome } from "./ticket-desk.ts";
import { parseRow, type Row, toPerson } from "./ticket-row.ts";
import type { TicketTable } from "./ticket-table.ts";

/** Of two people who change a ticket at once, one has to look again; of so many nobody does. */
const mostAttempts = 10;

/** Writes into a ticket's row that it was acknowledged or resolved; the first who does stays. */
export async function changeRow(
  table: TicketTable,
  key: string,
  status: "acknowledged" | "resolved",
  change: TicketChange,
): Promise<TicketOutcome> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const row = await table.get(key);
    if (row === undefined) throw new UserError("This ticket is not on the desk any more.");
    if (row[status] !== undefined || row.resolved !== undefined)
      return { ticket: parseRow(row), byThisClick: row[status]?.M?.deliveryKey?.S === change.deliveryKey };
    const next = await table.replace(row, { ...row, status: { S: status }, [status]: { M: toStep(change) } });
    if (next !== undefined) return { ticket: parseRow(next), byThisClick: true };
  }
  throw new UpstreamFailed("ticket desk", { status: "Contended", transient: true });
}

function toStep({ by, at, note, deliveryKey }: TicketChange): Row {
  return {
    by: { M: toPerson(by) },
    at: { N: String(at) },
    deliveryKey: { S: deliveryKey },
    ...(note === undefined ? {} : { note: { S: note } }),
  };
}
