import type { NamedRow } from "./rows-of.ts";
import type { Tables } from "./tables.ts";

/** Tells the partition key's value of a row, for `dynamodb:LeadingKeys`; each table is asked about once. */
export function leadingKeys(tables: Tables): (row: NamedRow) => Promise<string | undefined> {
  const names = new Map<string, string>();

  async function partitionKeyOf(table: string): Promise<string | undefined> {
    const known = names.get(table);
    if (known !== undefined) return known;
    // A table that does not exist has no key; the operation itself will say so.
    const described = await tables.run("DescribeTable", { TableName: table.split("/").at(-1) }).catch(() => undefined);
    const { KeySchema = [] } = (described?.["Table"] ?? {}) as {
      KeySchema?: { AttributeName: string; KeyType: string }[];
    };
    const name = KeySchema.find(({ KeyType }) => KeyType === "HASH")?.AttributeName;
    if (name !== undefined) names.set(table, name);
    return name;
  }

  return async ({ table, row }) => {
    const name = row && (await partitionKeyOf(table));
    const value = name === undefined ? undefined : Object.values(row?.[name] ?? {})[0];
    return typeof value === "string" ? value : undefined;
  };
}
