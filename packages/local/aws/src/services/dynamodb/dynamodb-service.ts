import { crc32 } from "node:zlib";
import type { z } from "zod";

import type { Account } from "../../account.ts";
import { resourceOf } from "../../arn.ts";
import { jsonService } from "../json-service.ts";
import { operation } from "../operation.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import type { Item } from "./attribute-value.ts";
import { checkList, type ListInput } from "./check-lists.ts";
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
    operation(schema as unknown as z.ZodType<RowInput & ListInput>, async (asked, call) => {
      await authorizeTables(account, call, name, asked);
      const input = withTableNames(account, asked);
      await checkKeys(tables, input);
      await checkList(tables, name, input);
      return await tables.run(name, input).catch(async (error: unknown) => {
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

function nameOf(account: Account, table: string): string {
  if (!table.startsWith("arn:")) return table;
  const [kind, name, ...rest] = resourceOf(table, "dynamodb", account)?.split("/") ?? [];
  if (kind === "table" && name && rest.length === 0) return name;
  throw new ServiceError("ResourceNotFoundException", "Requested resource not found");
}

// The engine knows tables by their names; a caller may say their ARNs, but not both in one batch.
function withTableNames<Input extends RowInput>(account: Account, input: Input): Input {
  const { TableName, RequestItems } = input;
  if (RequestItems === undefined)
    return TableName === undefined ? input : { ...input, TableName: nameOf(account, TableName) };
  const named = Object.entries(RequestItems).map(([table, rest]) => [nameOf(account, table), rest] as const);
  const byName = Object.fromEntries(named);
  if (Object.keys(byName).length < named.length)
    throw new ServiceError("ValidationException", "RequestItems names a table twice, by its name and by its ARN");
  return { ...input, RequestItems: byName };
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
  const { TableName } = input;
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
