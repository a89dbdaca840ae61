import { crc32 } from "node:zlib";

import type { EngineAnswer, Tables } from "./tables.ts";

/**
 * Completes the refusal of a conditional write with the item that stood in its way, when the call asked for it by
 * `ReturnValuesOnConditionCheckFailure: "ALL_OLD"`; the engine refuses rightly but leaves the item out.
 */
export async function addOldItem(
  tables: Tables,
  operation: string,
  input: Record<string, unknown>,
  answer: EngineAnswer,
): Promise<EngineAnswer> {
  if (
    answer.status !== 400 ||
    input["ReturnValuesOnConditionCheckFailure"] !== "ALL_OLD" ||
    !answer.body.includes("ConditionalCheckFailedException")
  )
    return answer;
  const key = operation === "PutItem" ? await keyOf(tables, input) : input["Key"];
  const { Item } = await tables.run("GetItem", { TableName: input["TableName"], Key: key, ConsistentRead: true });
  if (Item === undefined) return answer;
  const body = JSON.stringify({ ...(JSON.parse(answer.body) as object), Item });
  return { ...answer, headers: { ...answer.headers, "x-amz-crc32": String(crc32(body)) }, body };
}

async function keyOf(tables: Tables, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { Table } = await tables.run("DescribeTable", { TableName: input["TableName"] });
  const { KeySchema } = Table as { KeySchema: { AttributeName: string }[] };
  const item = input["Item"] as Record<string, unknown>;
  return Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
}
