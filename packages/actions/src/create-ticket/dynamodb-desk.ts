import { createHash } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { UpstreamFailed } from "@cliq-actions/core";
import { longestWorkMs } from "@cliq-actions/aws/sdk-limits";
import type { Ticket, TicketDesk, TicketRequest } from "./ticket-desk.ts";

/** A DynamoDB item as the SDK has it. */
export type Row = Record<string, AttributeValue>;

/**
 * The built-in desk: one item per ticket, written once. The condition makes the row its own idempotency record, and
 * the delivery key in it tells a repeated delivery (or an SDK retry after a lost response) from another click.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export function dynamodbDesk(client: DynamoDBClient, tableName: string): TicketDesk {
  return {
    async open(request) {
      const abortSignal = AbortSignal.timeout(longestWorkMs);
      const row = await putOnce(request, abortSignal).catch((error: unknown) => {
        const status = error instanceof Error ? error.name : undefined;
        throw new UpstreamFailed("ticket desk", { ...(status === undefined ? {} : { status }), cause: error });
      });
      return { ticket: parseRow(row), byThisClick: row.deliveryKey?.S === request.deliveryKey };
    },
  };

  /** The row that now is the ticket: the given one, or the one that was there first. */
  async function putOnce(request: TicketRequest, abortSignal: AbortSignal): Promise<Row> {
    const row = toRow(request);
    const put = new PutItemCommand({
      TableName: tableName,
      Item: row,
      ConditionExpression: "attribute_not_exists(id)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    try {
      await client.send(put, { abortSignal });
      return row;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item ?? (await readRow(request.businessKey, abortSignal));
    }
  }

  /** For engines that do not send the old item along with a failed condition. */
  async function readRow(id: string, abortSignal: AbortSignal): Promise<Row> {
    const get = new GetItemCommand({ TableName: tableName, Key: { id: { S: id } }, ConsistentRead: true });
    const { Item } = await client.send(get, { abortSignal });
    if (Item === undefined) throw new Error(`Ticket ${id} existed a moment ago and is gone: do not delete tickets.`);
    return Item;
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
  const bytes = createHash("sha256").update(businessKey).digest().subarray(0, 5);
  const bits = BigInt(`0x${bytes.toString("hex")}`);
  const digits = Array.from({ length: 8 }, (_, index) => crockford[Number((bits >> BigInt(35 - 5 * index)) & 31n)]);
  return `${digits.slice(0, 4).join("")}-${digits.slice(4).join("")}`;
}
