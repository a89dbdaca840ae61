import type { Requester, Ticket, TicketRequest, TicketStep } from "./ticket-desk.ts";

/** A DynamoDB value, as the service writes it; https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export interface RowValue {
  readonly S?: string;
  readonly N?: string;
  readonly M?: Row;
}

/** A DynamoDB item. */
export interface Row {
  readonly [attribute: string]: RowValue | undefined;
}

/**
 * The one item a ticket is: `id` (partition key), `deliveryKey`, `organizationId`, `number`, `status`, `subject`,
 * `body`, `requester` {id, name, email?}, `createdAt` (number, milliseconds), `messageKey`, `version` (number), and
 * where they are known `address`, `origin`, `details` (JSON), `acknowledged` and `resolved` {by, at, note?, deliveryKey}.
 */
export function toRow(request: TicketRequest, number: string): Row {
  const { origin, details } = request;
  return {
    id: { S: request.businessKey },
    deliveryKey: { S: request.deliveryKey },
    organizationId: { S: request.organizationId },
    number: { S: number },
    status: { S: "open" },
    subject: { S: request.subject },
    body: { S: request.body },
    requester: { M: toPerson(request.requester) },
    createdAt: { N: String(request.createdAt) },
    messageKey: { S: request.messageKey },
    version: { N: "1" },
    ...(origin === undefined ? {} : { origin: { S: JSON.stringify(origin) } }),
    ...(details === undefined ? {} : { details: { S: JSON.stringify(details) } }),
  };
}

/** The ticket of a stored item; attributes it does not know are left alone. Throws naming the first that is missing. */
export function parseRow(row: Row): Ticket {
  const address = row.address?.S;
  return {
    key: textOf(row, "id"),
    number: textOf(row, "number"),
    status: statusOf(row),
    subject: textOf(row, "subject"),
    body: textOf(row, "body"),
    requester: parsePerson(row.requester?.M),
    createdAt: Number(row.createdAt?.N ?? Number.NaN),
    messageKey: textOf(row, "messageKey"),
    ...(address === undefined ? {} : { address }),
    ...parseStep(row, "acknowledged"),
    ...parseStep(row, "resolved"),
  };
}

/** A person's part of an item. */
export function toPerson({ id, name, email }: Requester): Row {
  return { id: { S: id }, name: { S: name }, ...(email === undefined ? {} : { email: { S: email } }) };
}

function parsePerson(person: Row = {}): Requester {
  const email = person.email?.S;
  return { id: textOf(person, "id"), name: textOf(person, "name"), ...(email === undefined ? {} : { email }) };
}

function statusOf(row: Row): Ticket["status"] {
  const status = textOf(row, "status");
  return status === "acknowledged" || status === "resolved" ? status : "open";
}

function parseStep<Name extends "acknowledged" | "resolved">(row: Row, name: Name): { [N in Name]?: TicketStep } {
  const step = row[name]?.M;
  if (step === undefined) return {};
  const note = step.note?.S;
  const parsed = { by: parsePerson(step.by?.M), at: Number(step.at?.N), ...(note === undefined ? {} : { note }) };
  return { [name]: parsed } as { [N in Name]?: TicketStep };
}

function textOf(row: Row, attribute: string): string {
  const text = row[attribute]?.S;
  if (text === undefined)
    throw new Error(`A ticket's row lacks "${attribute}": something else wrote to the ticket table.`);
  return text;
}
