import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { Patience } from "../retry-access-denied.ts";
import type { BudgetStore } from "./budget-store.ts";
import { operationUseSchema, unused } from "./operation-use.ts";
import { tableTime } from "./table-time.ts";

/** Where a stage's budget is: in the ledger's table, a row per operation. */
export interface BudgetPlace {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
  readonly patience: Patience;
}

/**
 * {@link BudgetStore} in DynamoDB. A stage has one table and one refresh token, so the rows name no user: whoever
 * authorises the stage anew takes over the counts of the last minute, which can only make the stage slower.
 */
export function dynamoBudgetStore({ client, tableName, clock, patience }: BudgetPlace): BudgetStore {
  const keyOf = (operation: Operation) => ({ pk: { S: `budget#${operation}` } });
  const read = async (operation: Operation) => {
    const command = new GetItemCommand({ TableName: tableName, Key: keyOf(operation), ConsistentRead: true });
    return (await patience(async () => client.send(command))).Item;
  };
  return {
    now: tableTime(client, clock),
    read: async (operation) => {
      const item = await read(operation);
      const use = item?.use?.S === undefined ? unused : operationUseSchema.parse(JSON.parse(item.use.S));
      return { use, lastWrite: item?.lastWrite?.S };
    },
    write: async (operation, use, after) => {
      const written = randomUUID();
      const item = { ...keyOf(operation), lastWrite: { S: written }, use: { S: JSON.stringify(use) } };
      const condition =
        after === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "lastWrite = :after", ExpressionAttributeValues: { ":after": { S: after } } };
      try {
        await patience(async () => client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition })));
        return written;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // The SDK repeats a write whose answer was lost, and its own first attempt then stands in its way.
        return (await read(operation))?.lastWrite?.S === written ? written : undefined;
      }
    },
  };
}
