import type { Account } from "../../account.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { addOldItem } from "./add-old-item.ts";
import { leadingKeys } from "./leading-key.ts";
import { rowsOf, type NamedRow, type RowInput } from "./rows-of.ts";

type Input = RowInput & { IndexName?: string; ResourceArn?: string };

/** DynamoDB: permission is judged here, the operation runs in the engine. */
export function dynamodbService(account: Account): Service {
  const headers = { "Content-Type": "application/x-amz-json-1.0" };
  const toLeadingKey = leadingKeys(account.tables);
  return {
    async handle(call) {
      const operation = call.headers["x-amz-target"]?.split(".").at(-1) ?? "";
      const body = call.body.toString("utf8");
      const input = parseInput(body);
      await authorizeTables(account, call, operation, input, toLeadingKey);
      const answer = await account.tables.send(operation, body);
      if (answer.body.includes("UnknownOperationException")) {
        throw new ServiceError("UnknownOperationException", `The local DynamoDB (dynalite) has no ${operation}.`);
      }
      return await addOldItem(account.tables, operation, { ...input }, answer);
    },
    toError: ({ code, message, status }) => ({
      status,
      headers,
      body: JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message, Message: message }),
    }),
  };
}

// The engine takes an object without null in an attribute value for granted, and would end the process over another.
function parseInput(body: string): Input {
  try {
    const input = JSON.parse(body) as unknown;
    if (typeof input === "object" && input !== null && !Array.isArray(input)) {
      if (Object.values(input).some(holdsNull)) throw new ServiceError("ValidationException", emptyValue);
      return input;
    }
  } catch (error) {
    if (error instanceof ServiceError) throw error;
  }
  throw new ServiceError("SerializationException", "The request body is not a JSON object.");
}

const emptyValue = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

function holdsNull(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => inner === null || holdsNull(inner));
}

async function authorizeTables(
  account: Account,
  call: ServiceCall,
  operation: string,
  input: Input,
  toLeadingKey: (row: NamedRow) => Promise<string | undefined>,
): Promise<void> {
  const prefix = `arn:aws:dynamodb:${account.region}:${account.accountId}:table/`;
  const index = input.IndexName === undefined ? "" : `/index/${input.IndexName}`;
  const action = `dynamodb:${operation}`;
  const rows = rowsOf(input);
  for (const row of rows) {
    const leadingKey = await toLeadingKey(row);
    const context: Record<string, string> = leadingKey === undefined ? {} : { "dynamodb:leadingkeys": leadingKey };
    call.authorize(action, (row.table.startsWith("arn:") ? row.table : prefix + row.table) + index, { context });
  }
  if (rows.length === 0) call.authorize(action, input.ResourceArn ?? "*");
}
