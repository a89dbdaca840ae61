import type { Item as Row } from "./attribute-value.ts";

/** The parts of an operation's input that say which tables and rows it is about. */
export interface RowInput {
  TableName?: string;
  IndexName?: string | undefined;
  Key?: Row;
  Item?: Row;
  KeyConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Row | undefined;
  ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE" | undefined;
  /** BatchGetItem: `{ Keys }` by table; BatchWriteItem: a list of put and delete requests by table. */
  RequestItems?: Record<string, { Keys?: Row[] } | { PutRequest?: { Item?: Row }; DeleteRequest?: { Key?: Row } }[]>;
}

/** One row an operation names, as far as its input tells; a Scan tells none. */
export interface NamedRow {
  table: string;
  row: Row | undefined;
}

/** Every row an operation names: one for each request of a batch, for a Query what its key condition equates. */
export function rowsOf(input: RowInput): NamedRow[] {
  if (input.RequestItems) {
    return Object.entries(input.RequestItems).flatMap(([table, requests]) => {
      const rows = Array.isArray(requests)
        ? requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
        : (requests.Keys ?? []);
      return rows.map((row) => ({ table, row }));
    });
  }
  if (input.TableName === undefined) return [];
  return [{ table: input.TableName, row: input.Key ?? input.Item ?? toConditionRow(input) }];
}

function toConditionRow(input: RowInput): Row | undefined {
  const { KeyConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = input;
  if (KeyConditionExpression === undefined) return undefined;
  const equations = KeyConditionExpression.matchAll(/(#?[\w.-]+)\s*=\s*(:\w+)/g);
  return Object.fromEntries(
    Array.from(equations, ([, name = "", value = ""]) => [
      ExpressionAttributeNames[name] ?? name,
      ExpressionAttributeValues[value] ?? {},
    ]),
  );
}
