import { AwsFailure } from "@cliq-actions/aws/aws-failure";
import type { AwsService } from "@cliq-actions/aws/aws-service";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Ticket, TicketDesk, TicketRequest } from "./ticket-desk.ts";

// An import of a module of Node's would make a name of every export, at each cold start.
const { hash } = process.getBuiltinModule("node:crypto");

/** A DynamoDB item, as the service writes it; https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
interface Row {
  readonly [attribute: string]: { readonly S?: string; readonly N?: string; readonly M?: Row } | undefined;
}

/**
 * The built-in desk: one item per ticket, written once. The condition makes the row its own idempotency record, and
 * the delivery key in it tells a repeated delivery (or the client's own after a lost answer) from another click.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export function dynamodbDesk(dynamodb: AwsService, tableName: string): TicketDesk {
  return {
    async open(request) {
      const row = await putOnce(request).catch((error: Error) => {
        throw new UpstreamFailed("ticket desk", { status: error.name, cause: error });
      });
      return { ticket: parseRow(row), byThisClick: row.deliveryKey?.S === request.deliveryKey };
    },
  };

  /** The row that now is the ticket: the given one, or the one that was there first. */
  async function putOnce(request: TicketRequest): Promise<Row> {
    const row = toRow(request);
    try {
      await dynamodb.call("PutItem", {
        TableName: tableName,
        Item: row,
        ConditionExpression: "attribute_not_exists(id)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      return row;
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.name !== "ConditionalCheckFailedException") throw error;
      return (error.output.Item as Row | undefined) ?? (await readRow(request.businessKey));
    }
  }

  /** For engines that do not send the old item along with a failed condition. */
  async function readRow(id: string): Promise<Row> {
    const key = { TableName: tableName, Key: { id: { S: id } }, ConsistentRead: true };
    const { Item } = await dynamodb.call("GetItem", key);
    if (Item === undefined) throw new Error(`Ticket ${id} existed a moment ago and is gone: do not delete tickets.`);
    return Item as Row;
  }
}

/**
 * The one item a ticket is: `id` (partition key), `deliveryKey`, `organizationId`, `number`, `status`, `subject`,
 * `body`, `requester` {id, name, email?}, `createdAt` (number, milliseconds), `messageKey`.
 */
function toRow(request: TicketRequest): Row {
  const { requester } = request;
  return {
    id: { S: request.businessKey },
    deliveryKey: { S: request.deliveryKey },
    organizationId: { S: request.organizationId },
    number: { S: toTicketNumber(request.businessKey) },
    status: { S: "open" },
    subject: { S: request.subject },
    body: { S: request.body },
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
function parseRow(row: Row): Ticket {
  const requester = row.requester?.M ?? {};
  const email = requester.email?.S;
  return {
    number: textOf(row, "number"),
    status: "open",
    subject: textOf(row, "subject"),
    body: textOf(row, "body"),
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

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The number people say for a ticket, derived from its key so that no counter is needed: 40 bits in Crockford's
 * base 32, such as "4KQ7-9M2C". It names a ticket to people; the key remains its identity.
 */
export function toTicketNumber(businessKey: string): string {
  const bits = BigInt(`0x${hash("sha256", businessKey).slice(0, 10)}`);
  const digits = Array.from({ length: 8 }, (_, index) => crockford[Number((bits >> BigInt(35 - 5 * index)) & 31n)]);
  return `${digits.slice(0, 4).join("")}-${digits.slice(4).join("")}`;
}
