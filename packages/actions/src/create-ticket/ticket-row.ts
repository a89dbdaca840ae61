import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { TicketRequest } from "./ticket-desk.ts";
import { toTicketNumber } from "./ticket-number.ts";
import type { Ticket } from "./ticket.ts";

/** A DynamoDB item in the client's own words. */
export type Row = Record<string, AttributeValue>;

/**
 * The one item a ticket is: `id` (partition key), `deliveryKey`, `organizationId`, `number`, `status`, `subject`,
 * `body`, `textHash`, `requester` {id, name, email?}, `createdAt` (number, milliseconds), `messageKey`.
 */
export function toRow(request: TicketRequest): Row {
  const { requester } = request;
  return {
    id: { S: request.businessKey },
    deliveryKey: { S: request.deliveryKey },
    organizationId: { S: request.organizationId },
    number: { S: toTicketNumber(request.businessKey) },
    status: { S: "open" },
    subject: { S: request.subject },
    body: { S: request.body },
    textHash: { S: request.textHash },
    requester: {
      M: {
        id: { S: requester.id },
        name: { S: requester.name },
        ...(requester.email === undefined ? {} : { email: { S: requester.email } }),
      },
    },
    createdAt: { N: String(request.createdAt) },
    messageKey: { S: request.messageKey },
  };
}

/** The ticket of a stored item; attributes it does not know are left alone. Throws naming the first that is missing. */
export function parseRow(row: Row): Ticket {
  const requester = row.requester?.M ?? {};
  const email = requester.email?.S;
  return {
    number: textOf(row, "number"),
    status: "open",
    subject: textOf(row, "subject"),
    body: textOf(row, "body"),
    textHash: textOf(row, "textHash"),
    requester: {
      id: textOf(requester, "id"),
      name: textOf(requester, "name"),
      ...(email === undefined ? {} : { email }),
    },
    createdAt: Number(row.createdAt?.N ?? Number.NaN),
    messageKey: textOf(row, "messageKey"),
  };
}

function textOf(row: Row, attribute: string): string {
  const text = row[attribute]?.S;
  if (text === undefined)
    throw new Error(`A ticket's row lacks "${attribute}": something else wrote to the ticket table.`);
  return text;
}
