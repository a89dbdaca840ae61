import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";

/** What was read of a row, and which write it was; both undefined where nobody has written yet. */
export interface SeenText {
  readonly text: string | undefined;
  readonly lastWrite: string | undefined;
}

/** Rows of text that many processes share: every write names the one it replaces. */
export interface ConditionalRows {
  /** What the last write left, never an earlier one. */
  read(row: string): Promise<SeenText>;
  /** Replaces what was seen, and tells the name of this write; undefined when somebody else has written since. */
  write(row: string, text: string, after: string | undefined): Promise<string | undefined>;
}

/** Where the rows are. */
export interface TablePlace {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/**
 * {@link ConditionalRows} in DynamoDB: one text, so that what other versions wrote into it survives, and the name of the
 * last write. `attribute` is what the text is called in the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate
 */
export function dynamoRows({ client, tableName }: TablePlace, attribute: "state" | "use"): ConditionalRows {
  const read = async (row: string): Promise<SeenText> => {
    const command = new GetItemCommand({ TableName: tableName, Key: { pk: { S: row } }, ConsistentRead: true });
    const { Item: item } = await client.send(command);
    return { text: item?.[attribute]?.S, lastWrite: item?.lastWrite?.S };
  };
  return {
    read,
    write: async (row, text, after) => {
      const written = randomUUID();
      const item = { pk: { S: row }, lastWrite: { S: written }, [attribute]: { S: text } };
      const condition =
        after === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "lastWrite = :after", ExpressionAttributeValues: { ":after": { S: after } } };
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
        return written;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // A write whose answer was lost is repeated by the SDK and then fails its own condition: look whose write is there.
        return (await read(row)).lastWrite === written ? written : undefined;
      }
    },
  };
}

/** A row's state as it was read, and which write it was: undefined when there was no row. */
export interface SeenRow<T> {
  readonly state: T;
  readonly lastWrite: string | undefined;
}

/** One row of {@link ConditionalRows}, by its schema. */
export interface ConditionalRow<T> {
  load(): Promise<SeenRow<T>>;
  /** Replaces what was seen; undefined when somebody else has written since. */
  replace(seen: SeenRow<unknown>, state: T): Promise<SeenRow<T> | undefined>;
}

/** The row of this name; `first` is what it says before anybody has written. */
export function rowIn<T>(rows: ConditionalRows, name: string, schema: z.ZodType<T>, first: T): ConditionalRow<T> {
  return {
    load: async () => {
      const { text, lastWrite } = await rows.read(name);
      return { state: text === undefined ? first : schema.parse(JSON.parse(text)), lastWrite };
    },
    replace: async (seen, state) => {
      const lastWrite = await rows.write(name, JSON.stringify(state), seen.lastWrite);
      return lastWrite === undefined ? undefined : { state, lastWrite };
    },
  };
}

/**
 * One of these words, or one that a newer release wrote: it is kept as it is, and counts as none of those that are asked
 * for. A rollback runs old code on newer rows.
 */
export function openWord<const Word extends string>(..._known: readonly Word[]) {
  return z.string().transform((word) => word as Word);
}
