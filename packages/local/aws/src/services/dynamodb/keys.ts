import { ServiceError } from "../../service-error.ts";
import { valueSizeBytes } from "./attribute-value.ts";
import { rowsOf, type NamedRow, type RowInput } from "./rows-of.ts";
import type { Tables } from "./tables.ts";

interface Key {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

interface Index {
  KeySchema: Key[];
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const maxKeyBytes = { HASH: 2048, RANGE: 1024 };

/** Refuses an operation on a row whose key is longer than DynamoDB takes, in bytes; that of an index counts, too. */
export async function checkKeys(tables: Tables, input: RowInput): Promise<void> {
  for (const { table, row } of rowsOf(input)) {
    if (!row) continue;
    for (const { AttributeName, KeyType } of await keysOf(tables, table)) {
      const value = row[AttributeName];
      if (value && valueSizeBytes(value) > maxKeyBytes[KeyType])
        throw new ServiceError(
          "ValidationException",
          KeyType === "HASH"
            ? `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of ${maxKeyBytes.HASH} bytes`
            : `One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of ${maxKeyBytes.RANGE} bytes`,
        );
    }
  }
}

/** Tells the partition key's value of a row, for `dynamodb:LeadingKeys`. */
export async function leadingKey(tables: Tables, { table, row }: NamedRow): Promise<string | undefined> {
  const name = row && (await keysOf(tables, table)).find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
  const value = name === undefined ? undefined : Object.values(row?.[name] ?? {})[0];
  return typeof value === "string" ? value : undefined;
}

// The table's own first. A table that does not exist has no keys; the operation itself will say so.
async function keysOf(tables: Tables, table: string): Promise<Key[]> {
  const described = await tables.run("DescribeTable", { TableName: table.split("/").at(-1) }).catch(() => undefined);
  const {
    KeySchema = [],
    GlobalSecondaryIndexes = [],
    LocalSecondaryIndexes = [],
  } = (described?.["Table"] ?? {}) as {
    KeySchema?: Key[];
    GlobalSecondaryIndexes?: Index[];
    LocalSecondaryIndexes?: Index[];
  };
  return [...KeySchema, ...[...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap((index) => index.KeySchema)];
}
