import { AwsFailure } from "@cliq-actions/aws/aws-failure";
import type { AwsService } from "@cliq-actions/aws/aws-service";
import { UpstreamFailed } from "@cliq-actions/core";
import type { Row } from "./ticket-row.ts";

/** A desk's own table. */
export interface TablePlace {
  readonly dynamodb: AwsService;
  readonly tableName: string;
}

/** The row of this id as it is now. */
export async function getRow(place: TablePlace, id: string): Promise<Row | undefined> {
  return asDesk(() => read(place, id));
}

/**
 * The row that now is there: the given one, or the one that was there first. The condition makes it harmless to repeat:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export async function putRowOnce(place: TablePlace, row: Row): Promise<Row> {
  const { dynamodb, tableName } = place;
  return asDesk(async () => {
    try {
      await dynamodb.call("PutItem", {
        TableName: tableName,
        Item: row,
        ConditionExpression: "attribute_not_exists(id)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      return row;
    } catch (error) {
      if (!isRefusedCondition(error)) throw error;
      // Engines that do not send the old item along with a failed condition are asked for it.
      const found = (error.output.Item as Row | undefined) ?? (await read(place, row.id?.S ?? ""));
      if (found === undefined)
        throw new Error("A ticket existed a moment ago and is gone: do not delete tickets.", { cause: error });
      return found;
    }
  });
}

/** Puts `next` where `old` is, unless somebody else has put another meanwhile: then undefined. */
export async function replaceRow({ dynamodb, tableName }: TablePlace, old: Row, next: Row): Promise<Row | undefined> {
  const version = Number(old.version?.N ?? 0);
  const row = { ...next, version: { N: String(version + 1) } };
  // Rows of before had no version.
  const isAsRead = version === 0 ? "attribute_not_exists(version)" : "version = :read";
  const condition = `attribute_exists(id) AND ${isAsRead}`;
  const values = version === 0 ? {} : { ExpressionAttributeValues: { ":read": { N: String(version) } } };
  return asDesk(async () => {
    try {
      await dynamodb.call("PutItem", { TableName: tableName, Item: row, ConditionExpression: condition, ...values });
      return row;
    } catch (error) {
      if (isRefusedCondition(error)) return undefined;
      throw error;
    }
  });
}

async function read({ dynamodb, tableName }: TablePlace, id: string): Promise<Row | undefined> {
  const key = { TableName: tableName, Key: { id: { S: id } }, ConsistentRead: true };
  return (await dynamodb.call("GetItem", key)).Item as Row | undefined;
}

async function asDesk<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw new UpstreamFailed("ticket desk", { status: (error as Error).name, cause: error });
  }
}

function isRefusedCondition(error: unknown): error is AwsFailure {
  return error instanceof AwsFailure && error.name === "ConditionalCheckFailedException";
}
