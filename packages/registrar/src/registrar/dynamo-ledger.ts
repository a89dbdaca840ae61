import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Patience } from "../retry-access-denied.ts";
import { type Ledger, ledgerStateSchema } from "./ledger.ts";
import { LedgerConflict } from "./ledger-conflict.ts";

/** Where a ledger's row is. */
export interface LedgerPlace {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly patience: Patience;
}

/**
 * {@link Ledger} as one DynamoDB row: the state as one JSON text, so that what other versions wrote into it survives,
 * and the name of the last write, on which every write is conditional.
 */
export function dynamoLedger({ client, tableName, stackId, logicalResourceId, patience }: LedgerPlace): Ledger {
  const key = { pk: { S: `registrations#${stackId}#${logicalResourceId}` } };
  let lastWrite: string | undefined;

  const read = async () => {
    const command = new GetItemCommand({ TableName: tableName, Key: key, ConsistentRead: true });
    return (await patience(async () => client.send(command))).Item;
  };
  const condition = () =>
    lastWrite === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : { ConditionExpression: "lastWrite = :last", ExpressionAttributeValues: { ":last": { S: lastWrite } } };
  // A write whose answer was lost is repeated by the SDK and then fails its own condition: look whose write is there.
  const conditionally = async (write: () => Promise<unknown>, written: string): Promise<void> => {
    try {
      await patience(write);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if ((await read())?.lastWrite?.S !== written) throw new LedgerConflict();
    }
    lastWrite = written;
  };

  return {
    load: async () => {
      const item = await read();
      lastWrite = item?.lastWrite?.S;
      return item?.state?.S === undefined ? undefined : ledgerStateSchema.parse(JSON.parse(item.state.S));
    },
    save: async (state) => {
      const written = randomUUID();
      const item = { ...key, lastWrite: { S: written }, state: { S: JSON.stringify(state) } };
      const command = new PutItemCommand({ TableName: tableName, Item: item, ...condition() });
      await conditionally(async () => client.send(command), written);
    },
    confirm: async () => {
      if ((await read())?.lastWrite?.S !== lastWrite) throw new LedgerConflict();
    },
  };
}
