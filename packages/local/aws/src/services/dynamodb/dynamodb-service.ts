import { crc32 } from "node:zlib";
import type { z } from "zod";

import type { Account } from "../../account.ts";
import { jsonService } from "../json-service.ts";
import { operation } from "../operation.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import type { Item } from "./attribute-value.ts";
import { inputs } from "./inputs.ts";
import { checkKeys, leadingKey } from "./keys.ts";
import { rowsOf, type RowInput } from "./rows-of.ts";
import type { Tables } from "./tables.ts";

const protocol = {
  version: "1.0",
  name: "DynamoDB",
  targetPrefix: "DynamoDB_20120810",
  valueCode: "ValidationException",
  maxBodyBytes: 16 * 1024 * 1024,
  keepsNull: true,
} as const;

// Where a refusal comes from is written before its code.
const origins: Record<string, string> = {
  ValidationException: "com.amazon.coral.validate",
  SerializationException: "com.amazon.coral.service",
  UnknownOperationException: "com.amazon.coral.service",
  AccessDeniedException: "com.amazon.coral.service",
  UnrecognizedClientException: "com.amazon.coral.service",
};

/** DynamoDB: what is asked is read and judged here, the operation runs in the engine. */
export function dynamodbService(account: Account): Service {
  const { tables } = account;
  const operations = Object.entries(inputs).map(([name, schema]) => [
    name,
    operation(schema as unknown as z.ZodType<RowInput>, async (input, call) => {
      await authorizeTables(account, call, name, input);
      await checkKeys(tables, input);
      return await tables.run(name, withTableNames(input)).catch(async (error: unknown) => {
        throw await withOldItem(tables, name, input, error as ServiceError);
      });
    }),
  ]);
  const service = jsonService(protocol, Object.fromEntries(operations) as Parameters<typeof jsonService>[1]);
  return {
    ...service,
    async handle(call) {
      const answer = await service.handle(call);
      return { ...answer, headers: { ...answer.headers, "x-amz-crc32": String(crc32(String(answer.body))) } };
    },
    toError({ code, message, status, fields }) {
      const __type = `${origins[code] ?? "com.amazonaws.dynamodb.v20120810"}#${code}`;
      return {
        status,
        headers: { "Content-Type": "application/x-amz-json-1.0" },
        body: JSON.stringify({ __type, message, Message: message, ...fields }),
      };
    },
  };
}

const nameOf = (table: string): string => table.split("/").at(-1)!;

// The engine knows tables by their names; a caller may say their ARNs.
function withTableNames(input: RowInput): object {
  const { TableName, RequestItems } = input;
  if (RequestItems)
    return {
      ...input,
      RequestItems: Object.fromEntries(Object.entries(RequestItems).map(([table, rest]) => [nameOf(table), rest])),
    };
  return TableName === undefined ? input : { ...input, TableName: nameOf(TableName) };
}

/** Completes the refusal of a conditional write with the item that stood in its way, when the call asked for it; the engine refuses rightly but leaves the item out. */
async function withOldItem(
  tables: Tables,
  operation: string,
  input: RowInput,
  error: ServiceError,
): Promise<ServiceError> {
  if (error.code !== "ConditionalCheckFailedException" || input.ReturnValuesOnConditionCheckFailure !== "ALL_OLD")
    return error;
  const TableName = nameOf(input.TableName!);
  const { Table } = await tables.run("DescribeTable", { TableName });
  const { KeySchema } = Table as { KeySchema: { AttributeName: string }[] };
  const Key = operation === "PutItem" ? pick(input.Item!, KeySchema) : input.Key;
  const { Item } = await tables.run("GetItem", { TableName, Key, ConsistentRead: true });
  return Item === undefined ? error : new ServiceError(error.code, error.message, error.status, { Item });
}

function pick(item: Item, keys: { AttributeName: string }[]): object {
  return Object.fromEntries(keys.map(({ AttributeName: name }) => [name, item[name]]));
}

async function authorizeTables(account: Account, call: ServiceCall, operation: string, input: RowInput): Promise<void> {
  const prefix = `arn:aws:dynamodb:${account.region}:${account.accountId}:table/`;
  const index = input.IndexName === undefined ? "" : `/index/${input.IndexName}`;
  const action = `dynamodb:${operation}`;
  const rows = rowsOf(input);
  for (const row of rows) {
    const leading = await leadingKey(account.tables, row);
    const context: Record<string, string> = leading === undefined ? {} : { "dynamodb:leadingkeys": leading };
    call.authorize(action, (row.table.startsWith("arn:") ? row.table : prefix + row.table) + index, { context });
  }
  if (rows.length === 0) call.authorize(action, "*");
}
