import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { callJson } from "../../testing/call-json.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

function nested(levels: number): AttributeValue {
  return levels === 1 ? { S: "" } : { L: [nested(levels - 1)] };
}

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

  it("takes no row's text for an answer of its own", async () => {
    const text = { S: "UnknownOperationException ConditionalCheckFailedException SerializationException" };
    const Item = { pk: { S: "org" }, sk: { S: text.S }, text, [text.S]: text };
    await dynamodb.send(put(text.S, { Item, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    const read = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: Item.pk, sk: Item.sk } }));
    expect(read.Item).toEqual(Item);
  });

  it.each<readonly [what: string, item: Record<string, AttributeValue>, refusal: string | undefined]>([
    ["400 KB of ASCII", { a: { S: "a".repeat(409_593) } }, undefined],
    ["one byte more", { a: { S: "a".repeat(409_594) } }, "Item size has exceeded"],
    ["300,000 characters of two bytes", { a: { S: "ä".repeat(300_000) } }, "Item size has exceeded"],
    ["characters of four bytes", { a: { S: "😀".repeat(110_000) } }, "Item size has exceeded"],
    [
      "long names",
      Object.fromEntries(["a", "b", "c", "d", "e", "f", "g"].map((name) => [name + "ä".repeat(30_000), { S: "" }])),
      "Item size has exceeded",
    ],
    ["bytes", { a: { B: Buffer.alloc(409_600) } }, "Item size has exceeded"],
    ["a key of 2,048 bytes", { pk: { S: "ä".repeat(1024) } }, undefined],
    ["a longer one", { pk: { S: "ä".repeat(1025) } }, "2048 bytes"],
    ["a range key of 1,024 bytes", { sk: { S: "ä".repeat(512) } }, undefined],
    ["a longer range key", { sk: { S: "ä".repeat(513) } }, "1024 bytes"],
    ["an index's key of more than 2,048 bytes", { owner: { S: "ä".repeat(1025) } }, "2048 bytes"],
    ["33 levels", { a: nested(33) }, "Nesting Levels"],
  ])("counts as AWS does: %s", async (_, item, refusal) => {
    const Item = { pk: { S: "o" }, sk: { S: "" }, ...(item["a"] ? {} : { owner: { S: "a" } }), ...item };
    Item.sk = item["sk"] ? (item["sk"] as { S: string }) : { S: "s" };
    const written = dynamodb.send(new PutItemCommand({ TableName, Item }));
    if (refusal === undefined) await written;
    else await expect(written).rejects.toThrow(refusal);
  });

  it("counts what an update makes of an item, and the bytes of an expression", async () => {
    const update = (UpdateExpression: string, text: string): UpdateItemCommand =>
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: "org" }, sk: { S: "grown" } },
        UpdateExpression,
        ExpressionAttributeValues: { ":a": { S: text } },
      });
    await dynamodb.send(update("SET a = :a", "ä".repeat(150_000)));
    await expect(dynamodb.send(update("SET b = :a", "ä".repeat(60_000)))).rejects.toThrow("maximum allowed size");
    await expect(dynamodb.send(update(`SET ${"ä".repeat(2_045)} = :a`, ""))).rejects.toThrow("4096 bytes");
  });

  it("keeps 38 digits of a number, also of a sum", async () => {
    const update = (sk: string, one: string, other: string): Promise<unknown> =>
      dynamodb.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: "org" }, sk: { S: sk } },
          UpdateExpression: "SET nested = :m, n = if_not_exists(n, :one) + :other",
          ExpressionAttributeValues: {
            ":one": { N: one },
            ":other": { N: other },
            ":m": { M: { l: { L: [{ N: one }] } } },
          },
        }),
      );
    await update("sum", "1e37", "1");
    await expect(update("long", "1e38", "1")).rejects.toThrow("more than 38 significant digits");
    await expect(update("longer", "1e125", "0.1")).rejects.toThrow("more than 38 significant digits");
    await expect(update("large", "9e125", "9e125")).rejects.toThrow("Number overflow");
    expect(
      (await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "org" }, sk: { S: "long" } } }))).Item,
    ).toBe(undefined);
  });

  it("compares with a hundred values at most, and no value with itself", async () => {
    const scan = (FilterExpression: string, count = 2): Promise<unknown> => {
      const values = Array.from({ length: count }, (_, index) => [`:v${index}`, { S: String(index) }] as const);
      const ExpressionAttributeValues = Object.fromEntries(values);
      const listed = FilterExpression.replace("…", Object.keys(ExpressionAttributeValues).join(", "));
      return dynamodb.send(new ScanCommand({ TableName, FilterExpression: listed, ExpressionAttributeValues }));
    };
    await scan("holder IN (…)", 100);
    await scan("holder in (size(pk), :v0) OR :v1 = holder");
    for (const condition of ["holder IN (…)", "attribute_exists(pk) AND (size(holder) in(…))"])
      await expect(scan(condition, 101)).rejects.toThrow("number of operands: 101");
    for (const condition of [":v0 = :v0 OR holder = :v1", "holder = :v1 AND NOT :v0<>:v0"])
      await expect(scan(condition)).rejects.toThrow("Invalid FilterExpression: The first operand must be distinct");
  });

  it("ends a page with the item that takes it over 1 MB, and counts what was read, in bytes", async () => {
    const text = { S: "ä".repeat(190_000) };
    for (const sk of ["1", "2", "3", "4"])
      await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: "large" }, sk: { S: sk }, text } }));
    const query = {
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "large" } },
      ReturnConsumedCapacity: "TOTAL",
    } as const;
    const first = await dynamodb.send(new QueryCommand(query));
    expect(first).toMatchObject({ Count: 3, LastEvaluatedKey: { sk: { S: "3" } } });
    expect(first.ConsumedCapacity?.CapacityUnits).toBe(Math.ceil((3 * 380_011) / 4_096) / 2);
    const rest = await dynamodb.send(new QueryCommand({ ...query, ExclusiveStartKey: first.LastEvaluatedKey }));
    expect([rest.Count, rest.LastEvaluatedKey]).toEqual([1, undefined]);
    const scan = { TableName, Select: "COUNT", FilterExpression: "attribute_not_exists(pk)" } as const;
    expect(await dynamodb.send(new ScanCommand(scan))).toMatchObject({
      Count: 0,
      LastEvaluatedKey: expect.anything() as object,
    });
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

  const key = { pk: { S: "org" }, sk: { S: "1" } };
  const elsewhere = (region: string, accountId: string): string =>
    `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}`;
  const ofPk = { KeyConditionExpression: "pk = :p", ExpressionAttributeValues: { ":p": { S: "org" } } };
  const create = {
    TableName: "created",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  };
  const writes = (count: number, name: string): object => ({
    [name]: Array.from({ length: count }, (_, index) => ({ PutRequest: { Item: { ...key, sk: { S: `${index}` } } } })),
  });
  it.each<readonly [operation: string, input: () => object, words: string]>([
    ["PutItem", () => ({ Item: { ...key, owner: { S: "" } } }), "IndexName: by-owner, IndexKey: owner"],
    ["PutItem", () => ({ Item: { ...key, "": { S: "x" } } }), "attribute's name"],
    ["PutItem", () => ({ Item: { ...key, ["x".repeat(65_536)]: { S: "x" } } }), "attribute's name"],
    [
      "UpdateItem",
      () => ({
        Key: key,
        UpdateExpression: "SET #o = :e",
        ExpressionAttributeNames: { "#o": "owner" },
        ExpressionAttributeValues: { ":e": { S: "" } },
      }),
      "IndexName: by-owner",
    ],
    ["Query", () => ({ ...ofPk, ExpressionAttributeValues: { ":p": { S: "" } } }), "empty string value"],
    ["Query", () => ({ ...ofPk, Select: "SPECIFIC_ATTRIBUTES" }), "Must specify"],
    ["Query", () => ({ ...ofPk, Select: "ALL_PROJECTED_ATTRIBUTES" }), "using an IndexName"],
    ["Query", () => ({ ...ofPk, Select: "COUNT", ProjectionExpression: "pk" }), "only the Count"],
    ["Scan", () => ({ Select: "ALL_ATTRIBUTES", ProjectionExpression: "pk" }), "to get ALL_ATTRIBUTES"],
    ["Scan", () => ({ Segment: 0 }), "TotalSegments parameter is required"],
    ["Scan", () => ({ IndexName: "by-owner", ConsistentRead: true }), "global secondary indexes"],
    ["GetItem", () => ({ Key: key, TableName: elsewhere("eu-west-1", "000000000000") }), "ResourceNotFound"],
    ["GetItem", () => ({ Key: key, TableName: elsewhere("us-east-1", "111111111111") }), "ResourceNotFound"],
    ["GetItem", () => ({ Key: key, TableName: "x".repeat(256) }), "pattern"],
    [
      "BatchWriteItem",
      () => ({ RequestItems: { ...writes(13, TableName), ...writes(13, "other") } }),
      "Too many items",
    ],
    [
      "BatchWriteItem",
      () => ({ RequestItems: { ...writes(1, TableName), ...writes(1, elsewhere("us-east-1", "000000000000")) } }),
      "names a table twice",
    ],
    [
      "CreateTable",
      () => ({
        ...create,
        GlobalSecondaryIndexes: [
          { IndexName: "one", KeySchema: create.KeySchema, Projection: { ProjectionType: "INCLUDE" } },
        ],
      }),
      "NonKeyAttributes is not specified",
    ],
  ])("%s refuses what the engine lets pass, with %s", async (operation, input, words) => {
    const given = { ...(operation.startsWith("Batch") ? {} : { TableName }), ...input() };
    await expect(callJson(aws, "dynamodb", `DynamoDB_20120810.${operation}`, given)).rejects.toThrow(words);
  });

  it("a batch with one row that no index takes writes none", async () => {
    const PutRequest = (sk: string, owner: string): object => ({
      PutRequest: { Item: { pk: { S: "batch" }, sk: { S: sk }, owner: { S: owner } } },
    });
    const RequestItems = { [TableName]: [PutRequest("1", "ann"), PutRequest("2", "")] };
    const written = callJson(aws, "dynamodb", "DynamoDB_20120810.BatchWriteItem", { RequestItems });
    await expect(written).rejects.toThrow("IndexKey: owner");
    const Key = { pk: { S: "batch" }, sk: { S: "1" } };
    expect(await dynamodb.send(new GetItemCommand({ TableName, Key }))).not.toHaveProperty("Item");
  });

  it("a write that is refused while others wait for its row is refused alone, and they go on", async () => {
    const Key = { pk: { S: "org" }, sk: { S: "waited for" } };
    const call = (operation: string, input: object): Promise<object> =>
      callJson(aws, "dynamodb", `DynamoDB_20120810.${operation}`, { TableName, ...input });
    const add = (number: string): Promise<object> =>
      call("UpdateItem", {
        Key,
        UpdateExpression: "SET n = n + :n",
        ExpressionAttributeValues: { ":n": { N: number } },
        ReturnValues: "UPDATED_NEW",
      });
    await call("PutItem", { Item: { ...Key, n: { N: "1e125" } } });
    const tooMuch = {
      status: "rejected",
      reason: expect.objectContaining({ message: expect.stringContaining("overflow") as string }) as Error,
    };
    const outcomes = await Promise.allSettled([add("9e125"), add("1e125"), add("9e125"), add("1e125")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
    expect(outcomes).toMatchObject([
      tooMuch,
      {},
      tooMuch,
      { value: { Attributes: { n: { N: `3${"0".repeat(125)}` } } } },
    ]);
  });
});
