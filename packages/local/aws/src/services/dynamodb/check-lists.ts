import { ServiceError } from "../../service-error.ts";
import type { Item } from "./attribute-value.ts";
import type { Tables } from "./tables.ts";

const mostWrites = 25;

/** What a Query or a Scan, or a batch of writes, is asked, as far as it is looked at here. */
export interface ListInput {
  TableName?: string;
  IndexName?: string | undefined;
  Select?: string | undefined;
  ProjectionExpression?: string | undefined;
  ConsistentRead?: boolean | undefined;
  Segment?: number | undefined;
  TotalSegments?: number | undefined;
  KeyConditionExpression?: string | undefined;
  ExpressionAttributeValues?: Item | undefined;
  RequestItems?: Record<string, unknown>;
}

/** Refuses what DynamoDB would and the engine does not, between the members of a Query, a Scan or a batch of writes. */
export async function checkList(tables: Tables, operation: string, input: ListInput): Promise<void> {
  const refusal =
    operation === "BatchWriteItem"
      ? findInWrites(input)
      : operation === "Query" || operation === "Scan"
        ? (findInSelect(operation, input) ?? findInKeys(input) ?? (await findInScan(tables, operation, input)))
        : undefined;
  if (refusal !== undefined) throw new ServiceError("ValidationException", refusal);
}

function findInWrites({ RequestItems = {} }: ListInput): string | undefined {
  return Object.values(RequestItems).flat().length > mostWrites
    ? "Too many items requested for the BatchWriteItem call"
    : undefined;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select
function findInSelect(operation: string, { Select, ProjectionExpression, IndexName }: ListInput): string | undefined {
  if (Select === "SPECIFIC_ATTRIBUTES" && ProjectionExpression === undefined)
    return "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && IndexName === undefined)
    return `ALL_PROJECTED_ATTRIBUTES can be used only when ${operation === "Query" ? "Querying" : "Scanning"} using an IndexName`;
  if (ProjectionExpression === undefined || Select === undefined || Select === "SPECIFIC_ATTRIBUTES") return undefined;
  return `Cannot specify the ProjectionExpression when choosing to get ${Select === "COUNT" ? "only the Count" : Select}`;
}

// A key is never empty, so nothing is asked of one that is.
function findInKeys({ KeyConditionExpression = "", ExpressionAttributeValues = {} }: ListInput): string | undefined {
  const isEmpty = [...KeyConditionExpression.matchAll(/:\w+/g)].some(([name]) => {
    const { S, B } = ExpressionAttributeValues[name] ?? {};
    return S === "" || B === "";
  });
  return isEmpty
    ? "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value."
    : undefined;
}

async function findInScan(tables: Tables, operation: string, input: ListInput): Promise<string | undefined> {
  if (operation !== "Scan") return undefined;
  if (input.Segment !== undefined && input.TotalSegments === undefined)
    return "The TotalSegments parameter is required but was not present in the request when Segment parameter is present";
  if (input.ConsistentRead !== true || input.IndexName === undefined) return undefined;
  const { Table } = await tables.run("DescribeTable", { TableName: input.TableName });
  const { GlobalSecondaryIndexes = [] } = Table as { GlobalSecondaryIndexes?: { IndexName: string }[] };
  return GlobalSecondaryIndexes.some(({ IndexName }) => IndexName === input.IndexName)
    ? "Consistent reads are not supported on global secondary indexes"
    : undefined;
}
