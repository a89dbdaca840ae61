import { tableOfFunction } from "../table-of-function.ts";
import type { TicketDesk } from "../ticket-desk.ts";
import { dynamodbDesk } from "./dynamodb-desk.ts";

/** The desk that the stage has chosen: here the built-in one, which is the table. Call it in the factory of `serveMessageAction`. */
export function openDesk(): TicketDesk {
  return dynamodbDesk(tableOfFunction());
}
