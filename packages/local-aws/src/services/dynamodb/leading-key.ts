import type { Tables } from "./tables.ts";

/** The part of an operation's input that names one row. */
export type RowInput = {
  TableName?: string;
  Key?: Record<string, Record<string, unknown>>;
  Item?: Record<string, Record<string, unknown>>;
};

/** Tells the partition key's value of the row an operation names, for `dynamodb:LeadingKeys`; each table is asked about once. */
export function leadingKeys(tables: Tables): (input: RowInput) => Promise<string | undefined> {
  const names = new Map<string, string>();
  return async ({ TableName, Key, Item }) => {
    const row = Key ?? Item;
    if (row === undefined || TableName === undefined) return undefined;
    let name = names.get(TableName);
    if (name === undefined) {
      // A table that does not exist has no key; the operation itself will say so.
      const described = await tables
        .run("DescribeTable", { TableName: TableName.split("/").at(-1) })
        .catch(() => undefined);
      const { KeySchema = [] } = (described?.["Table"] ?? {}) as {
        KeySchema?: { AttributeName: string; KeyType: string }[];
      };
      name = KeySchema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
      if (name === undefined) return undefined;
      names.set(TableName, name);
    }
    const value = Object.values(row[name] ?? {})[0];
    return typeof value === "string" ? value : undefined;
  };
}
