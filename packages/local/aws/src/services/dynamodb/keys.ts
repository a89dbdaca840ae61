import { ServiceError } from "../../service-error.ts";
import { valueSizeBytes } from "./attribute-value.ts";
import { type Indexed, indexesOf, type Key, refuseEmptyKeys } from "./indexes.ts";
import { rowsOf, type NamedRow, type RowInput } from "./rows-of.ts";
import type { Tables } from "./tables.ts";

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const maxKeyBytes = { HASH: 2048, RANGE: 1024 };

/** Refuses an operation on a row whose key is longer than DynamoDB takes, in bytes, or empty; that of an index counts, too. */
export async function checkKeys(tables: Tables, input: RowInput): Promise<void> {
  for (const { table, row } of rowsOf(input)) {
    const described = row && (await describe(tables, table));
    if (!described) continue;
    refuseEmptyKeys(described, row);
    for (const { AttributeName, KeyType } of keysOf(described)) {
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
  const described = row && (await describe(tables, table));
  const name = described?.KeySchema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
  const value = name === undefined ? undefined : Object.values(row?.[name] ?? {})[0];
  return typeof value === "string" ? value : undefined;
}

// Of a table that does not exist nothing is known; the operation itself will say so.
async function describe(tables: Tables, table: string): Promise<(Indexed & { KeySchema: Key[] }) | undefined> {
  const described = await tables.run("DescribeTable", { TableName: table.split("/").at(-1) }).catch(() => undefined);
  return described?.["Table"] as (Indexed & { KeySchema: Key[] }) | undefined;
}

// The table's own first.
const keysOf = (table: Indexed & { KeySchema: Key[] }): Key[] => [
  ...table.KeySchema,
  ...indexesOf(table).flatMap((index) => index.KeySchema),
];
