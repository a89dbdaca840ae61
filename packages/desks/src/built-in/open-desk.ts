import { awsService } from "@cliq-actions/aws/aws-service";
import { requireEnvironment } from "@cliq-actions/aws/environment";
import type { TicketDesk } from "../ticket-desk.ts";
import { ticketTable } from "../ticket-table.ts";
import { dynamodbDesk } from "./dynamodb-desk.ts";

/** The desk that the stage has chosen: here the built-in one, which is the table. Call it in the factory of `serveMessageAction`. */
export function openDesk(): TicketDesk {
  return dynamodbDesk(ticketTable(awsService("dynamodb"), requireEnvironment("TABLE_NAME")));
}
