import type { TicketIntake } from "../ticket-desk.ts";
import { toTicketNumber } from "../ticket-number.ts";
import { parseRow, toRow } from "../ticket-row.ts";
import { putRowOnce, type TablePlace } from "../ticket-rows.ts";

/**
 * The built-in desk as far as tickets are opened. The condition makes the row its own idempotency record, and the
 * delivery key in it tells a repeated delivery (or the client's own after a lost answer) from another click.
 */
export function dynamodbIntake(place: TablePlace): TicketIntake {
  return {
    async open(request) {
      const row = await putRowOnce(place, toRow(request, toTicketNumber(request.businessKey)));
      return { ticket: parseRow(row), byThisClick: row.deliveryKey?.S === request.deliveryKey };
    },
  };
}
