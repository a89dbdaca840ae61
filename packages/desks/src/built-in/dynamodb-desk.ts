import { changeRow } from "../change-row.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import type { TablePlace } from "../ticket-rows.ts";
import { ticketTable } from "../ticket-table.ts";
import { dynamodbIntake } from "./dynamodb-intake.ts";

/** The built-in desk: one item per ticket, opened once, which changes as the ticket does. */
export function dynamodbDesk(place: TablePlace): TicketDesk {
  const table = ticketTable(place);
  return {
    ...dynamodbIntake(place),
    acknowledge: async (key, change) => changeRow(table, key, "acknowledged", change),
    resolve: async (key, change) => changeRow(table, key, "resolved", change),
  };
}
