import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { firstState, type SeenRow, type TokenRow, tokenStateSchema } from "./token-row.ts";

const key = { pk: { S: "oauth#access-token" } };

/**
 * {@link TokenRow} in the stage's ledger table: the state as one JSON text, and the name of the last write.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export function dynamoTokenRow(client: DynamoDBClient, tableName: string): TokenRow {
  const load = async (): Promise<SeenRow> => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
    );
    const state = item?.state?.S === undefined ? firstState : tokenStateSchema.parse(JSON.parse(item.state.S));
    return { state, lastWrite: item?.lastWrite?.S };
  };
  return {
    load,
    replace: async ({ lastWrite: replaced }, state) => {
      const lastWrite = randomUUID();
      const condition =
        replaced === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "lastWrite = :replaced",
              ExpressionAttributeValues: { ":replaced": { S: replaced } },
            };
      const item = { ...key, lastWrite: { S: lastWrite }, state: { S: JSON.stringify(state) } };
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // A write whose answer was lost is repeated by the SDK and then fails its own condition.
        if ((await load()).lastWrite !== lastWrite) return undefined;
      }
      return { state, lastWrite };
    },
  };
}
