import { z } from "zod";

import { like, text, whole } from "../operation.ts";
import { attributes } from "./attribute-value.ts";

const maxExpressionBytes = 4096;

const TableName = like(/[a-zA-Z0-9_.-]{3,255}|arn:aws:dynamodb:.+/, 3, 1024);
const ReturnConsumedCapacity = z.enum(["INDEXES", "TOTAL", "NONE"]).optional();
const ReturnValuesOnConditionCheckFailure = z.enum(["ALL_OLD", "NONE"]).optional();
const expression = z
  .string()
  .refine((words) => Buffer.byteLength(words) <= maxExpressionBytes, {
    error: `Expression size has exceeded the maximum allowed size of ${maxExpressionBytes} bytes`,
  })
  .optional();
const ExpressionAttributeNames = z.record(z.string(), text(1, 65_535)).optional();
const names = { ExpressionAttributeNames };
const namesAndValues = { ...names, ExpressionAttributeValues: attributes.optional() };
const one = { TableName, ReturnConsumedCapacity };
const returned = (...some: readonly [string, ...string[]]): z.ZodOptional<z.ZodEnum> => z.enum(some).optional();
const write = { ...one, ...namesAndValues, ConditionExpression: expression, ReturnValuesOnConditionCheckFailure };
const list = {
  ...one,
  ...namesAndValues,
  IndexName: like(/[a-zA-Z0-9_.-]+/, 3, 255).optional(),
  Select: z.enum(["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"]).optional(),
  Limit: whole(1).optional(),
  ConsistentRead: z.boolean().optional(),
  ExclusiveStartKey: attributes.optional(),
  ProjectionExpression: expression,
  FilterExpression: expression,
};
const byTable = <Requests extends z.ZodType>(
  requests: Requests,
  maxTables: number,
): z.ZodRecord<z.ZodString, Requests> =>
  z.record(TableName, requests).refine((tables) => Object.keys(tables).length <= maxTables, {
    error: `Member must have length less than or equal to ${maxTables}`,
  });
const keySchema = z
  .array(z.strictObject({ AttributeName: text(1, 255), KeyType: z.enum(["HASH", "RANGE"]) }))
  .min(1)
  .max(2);
const index = z.strictObject({
  IndexName: like(/[a-zA-Z0-9_.-]+/, 3, 255),
  KeySchema: keySchema,
  Projection: z
    .strictObject({
      ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]).optional(),
      NonKeyAttributes: z.array(text(1, 255)).min(1).max(20).optional(),
    })
    .refine(({ ProjectionType, NonKeyAttributes }) => ProjectionType !== "INCLUDE" || NonKeyAttributes !== undefined, {
      error: "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
    }),
});

/** What each operation of DynamoDB is asked. Parameters of the time before expressions (`Expected`, `AttributesToGet`…) are not served. */
export const inputs = {
  GetItem: z.strictObject({
    ...one,
    ...names,
    Key: attributes,
    ConsistentRead: z.boolean().optional(),
    ProjectionExpression: expression,
  }),
  PutItem: z.strictObject({ ...write, Item: attributes, ReturnValues: returned("NONE", "ALL_OLD") }),
  UpdateItem: z.strictObject({
    ...write,
    Key: attributes,
    UpdateExpression: expression,
    ReturnValues: returned("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"),
  }),
  DeleteItem: z.strictObject({ ...write, Key: attributes, ReturnValues: returned("NONE", "ALL_OLD") }),
  Query: z.strictObject({ ...list, KeyConditionExpression: expression, ScanIndexForward: z.boolean().optional() }),
  Scan: z.strictObject({
    ...list,
    TotalSegments: whole(1, 1_000_000).optional(),
    Segment: whole(0, 999_999).optional(),
  }),
  BatchGetItem: z.strictObject({
    ReturnConsumedCapacity,
    RequestItems: byTable(
      z.strictObject({
        ...names,
        Keys: z.array(attributes).min(1).max(100),
        ConsistentRead: z.boolean().optional(),
        ProjectionExpression: expression,
      }),
      100,
    ),
  }),
  BatchWriteItem: z.strictObject({
    ReturnConsumedCapacity,
    RequestItems: byTable(
      z
        .array(
          z.union([
            z.strictObject({ PutRequest: z.strictObject({ Item: attributes }) }),
            z.strictObject({ DeleteRequest: z.strictObject({ Key: attributes }) }),
          ]),
        )
        .min(1)
        .max(25),
      25,
    ),
  }),
  DescribeTable: z.strictObject({ TableName }),
  ListTables: z.strictObject({
    ExclusiveStartTableName: like(/[a-zA-Z0-9_.-]+/, 3, 255).optional(),
    Limit: whole(1, 100).optional(),
  }),
  CreateTable: z.strictObject({
    TableName,
    KeySchema: keySchema,
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: text(1, 255), AttributeType: z.enum(["S", "N", "B"]) }),
    ),
    BillingMode: z.enum(["PAY_PER_REQUEST"]),
    GlobalSecondaryIndexes: z.array(index).min(1).max(20).optional(),
    LocalSecondaryIndexes: z.array(index).min(1).max(5).optional(),
  }),
};
