import { changeRow } from "../change-row.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { toTicketNumber } from "../ticket-number.ts";
import { parseRow, toRow } from "../ticket-row.ts";
import type { TicketTable } from "../ticket-table.ts";

/**
 * The built-in desk: one item per ticket, opened once. The condition makes the row its own idempotency record, and
 * the delivery key in it tells a repeated delivery (or the client's own after a lost answer) from another click.
 */
export function dynamodbDesk(table: TicketTable): TicketDesk {
  return {
    async open(request) {
      const row = await table.putOnce(toRow(request, toTicketNumber(request.businessKey)));
      return { ticket: parseRow(row), byThisClick: row.deliveryKey?.S === request.deliveryKey };
    },
    acknowledge: async (key, change) => changeRow(table, key, "acknowledged", change),
    resolve: async (key, change) => changeRow(table, key, "resolved", change),
  };
}
