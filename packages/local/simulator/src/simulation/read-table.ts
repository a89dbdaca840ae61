import { type AttributeValue, DescribeTableCommand, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { TableView } from "../page-api.ts";

const rowLimit = 100;
const cellLimit = 2_000;

/** The first rows of a table as text, the newest first where rows say when they were made. */
export async function readTable(
  client: DynamoDBClient,
  name: string,
): Promise<Pick<TableView, "keys" | "rows" | "more">> {
  const [{ Table: description }, { Items: items = [], LastEvaluatedKey: next }] = await Promise.all([
    client.send(new DescribeTableCommand({ TableName: name })),
    client.send(new ScanCommand({ TableName: name, Limit: rowLimit })),
  ]);
  const rows = items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([key, value]) => [key, toCell(value)])),
  );
  return {
    keys: (description?.KeySchema ?? []).flatMap(({ AttributeName: key }) => (key === undefined ? [] : [key])),
    rows: rows.toSorted((one, other) => ageOf(other) - ageOf(one)),
    more: next !== undefined,
  };
}

/** When a row was made, from the attribute such rows usually carry; 0 when it has none. */
function ageOf(row: Readonly<Record<string, string>>): number {
  const made = row["createdAt"] ?? row["created_at"] ?? "";
  return Number(made) || Date.parse(made) || 0;
}

function toCell(value: AttributeValue): string {
  const plain = toPlain(value);
  return (typeof plain === "string" ? plain : JSON.stringify(plain)).slice(0, cellLimit);
}

function toPlain(value: AttributeValue): unknown {
  if (value.L !== undefined) return value.L.map(toPlain);
  if (value.M !== undefined)
    return Object.fromEntries(Object.entries(value.M).map(([key, inner]) => [key, toPlain(inner)]));
  if (value.B !== undefined) return `${value.B.length} bytes`;
  return value.S ?? value.N ?? value.BOOL ?? value.SS ?? value.NS ?? null;
}
