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
}

/** One row an operation names, as far as its input tells; a Scan tells none. */
export interface NamedRow {
  table: string;
  row: Row | undefined;
}

/** The row an operation names: for a Query what its key condition equates. Undefined where it names no table. */
export function rowOf(input: RowInput): NamedRow | undefined {
  if (input.TableName === undefined) return undefined;
  return { table: input.TableName, row: input.Key ?? input.Item ?? toConditionRow(input) };
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
