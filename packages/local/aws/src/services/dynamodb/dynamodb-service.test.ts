import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

describe("DynamoDB", () => {
  let aws: LocalAws;
  let dynamodb: DynamoDBClient;
  let TableName: string;
  beforeAll(async () => {
    aws = await startLocalAws();
    dynamodb = new DynamoDBClient(sdkConfiguration(aws));
    const Table = {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        AttributeDefinitions: ["pk", "sk", "owner"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "by-owner",
            KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
        BillingMode: "PAY_PER_REQUEST",
        TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    };
    TableName = (await aws.deploy({ cdkOut: writeCdkOut("Tables", { Resources: { Table } }) })).resources[0]!
      .physicalId;
  });
  afterAll(() => aws.stop());

  const put = (sk: string, extra = {}) =>
    new PutItemCommand({ TableName, Item: { pk: { S: "org" }, sk: { S: sk }, owner: { S: "ann" } }, ...extra });

  it("writes and reads an item", async () => {
    await dynamodb.send(put("1"));
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "org" }, sk: { S: "1" } } }));
    expect(Item).toEqual({ pk: { S: "org" }, sk: { S: "1" }, owner: { S: "ann" } });
  });

  it("lets a conditional write win once among 25 at the same time", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 25 }, () => dynamodb.send(put("once", { ConditionExpression: "attribute_not_exists(pk)" }))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ name: "ConditionalCheckFailedException" });
  });

  it("returns the item that stood in a conditional write's way when asked to", async () => {
    await dynamodb.send(put("kept", { Item: { pk: { S: "org" }, sk: { S: "kept" }, number: { N: "7" } } }));
    const asking = { ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
    await expect(dynamodb.send(put("kept", asking))).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      Item: { number: { N: "7" } },
    });
    const Key = { pk: { S: "org" }, sk: { S: "kept" } };
    const update = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: "SET #n = :n",
      ConditionExpression: "attribute_not_exists(pk)",
      ExpressionAttributeNames: { "#n": "number" },
      ExpressionAttributeValues: { ":n": { N: "8" } },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
    await expect(dynamodb.send(update)).rejects.toMatchObject({ Item: { number: { N: "7" } } });
    const silent = await dynamodb
      .send(put("kept", { ConditionExpression: "attribute_not_exists(pk)" }))
      .catch((error: unknown) => error);
    expect(silent).not.toHaveProperty("Item.number");
  });

  it("queries an index", async () => {
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: "by-owner",
        KeyConditionExpression: "#o = :o",
        ExpressionAttributeNames: { "#o": "owner" },
        ExpressionAttributeValues: { ":o": { S: "ann" } },
      }),
    );
    expect(Items?.map(({ sk }) => sk?.S)).toContain("1");
  });

  it.each([
    ["null", "SerializationException"],
    ["[]", "SerializationException"],
    ["{", "SerializationException"],
    ['{"TableName":"none","Item":{"pk":null}}', "ValidationException"],
    ['{"TableName":"none","Key":{"pk":{"L":[null]}}}', "ValidationException"],
  ])("refuses the document %s and goes on", async (body, error) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${aws.adminCredentials.accessKeyId}/20260101/us-east-1/dynamodb/aws4_request`;
    const response = await fetch(aws.endpoint, {
      method: "POST",
      headers: { authorization, "x-amz-target": "DynamoDB_20120810.PutItem" },
      body,
    });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(`#${error}`)]);
    await dynamodb.send(put("after"));
  });

  it("says so when the engine lacks an operation", async () => {
    await expect(dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [] }))).rejects.toMatchObject({
      message: expect.stringContaining("does not implement DynamoDB TransactWriteItems") as string,
    });
  });
});
