import { itemSizeBytes, type Item } from "../services/dynamodb/attribute-value.ts";
import type { Tables } from "../services/dynamodb/tables.ts";
import type { KeptTable } from "./kept-stores.ts";

interface Page {
  Items?: Item[];
  LastEvaluatedKey?: Item;
}

/** The rows of a table, as many as `mostBytes` hold. */
export async function readTable(tables: Tables, name: string, mostBytes: number): Promise<KeptTable> {
  const keys = await describeKeys(tables, name);
  const rows: Item[] = [];
  let bytes = 0;
  let start: Item | undefined;
  do {
    const asked = { TableName: name, ...(start && { ExclusiveStartKey: start }) };
    const { Items = [], LastEvaluatedKey } = (await tables.run("Scan", asked)) as Page;
    for (const row of Items) {
      bytes += itemSizeBytes(row);
      if (bytes > mostBytes) return { keys, rows, isWhole: false };
      rows.push(row);
    }
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return { keys, rows, isWhole: true };
}

/** Puts rows into an empty table; gives how many it has not taken, all of them when its keys are others. */
export async function fillTable(tables: Tables, name: string, { keys, rows }: KeptTable): Promise<number> {
  if ((await describeKeys(tables, name)) !== keys) return rows.length;
  let refused = 0;
  // A key of an index may be another than it was.
  for (const Item of rows) await tables.run("PutItem", { TableName: name, Item }).catch(() => refused++);
  return refused;
}

/** Such as `id:S HASH, at:N RANGE`. */
async function describeKeys(tables: Tables, name: string): Promise<string> {
  const { Table } = (await tables.run("DescribeTable", { TableName: name })) as {
    Table: {
      KeySchema: { AttributeName: string; KeyType: string }[];
      AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
    };
  };
  const typeOf = (key: string): string =>
    Table.AttributeDefinitions.find(({ AttributeName }) => AttributeName === key)?.AttributeType ?? "";
  return Table.KeySchema.map(
    ({ AttributeName, KeyType }) => `${AttributeName}:${typeOf(AttributeName)} ${KeyType}`,
  ).join(", ");
}
