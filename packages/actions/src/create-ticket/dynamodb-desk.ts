import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { UpstreamFailed } from "@cliq-actions/core";
import { longestWork } from "@cliq-actions/aws/sdk-limits";
import type { TicketDesk, TicketRequest } from "./ticket-desk.ts";
import { parseRow, type Row, toRow } from "./ticket-row.ts";

/**
 * The built-in desk: one item per ticket, written once. The condition makes the row its own idempotency record, and
 * the delivery key in it tells a repeated delivery (or an SDK retry after a lost response) from another click.
 */
export function dynamodbDesk(client: DynamoDBClient, tableName: string): TicketDesk {
  return {
    async open(request) {
      const abortSignal = AbortSignal.timeout(longestWork);
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
