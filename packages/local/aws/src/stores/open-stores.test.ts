import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { keptBucket, keptParameter, keptQueue, keptTable, type LocalAws, startLocalAws } from "../index.ts";
import { queueResources } from "../testing/queue-resources.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import type { TemplateResource } from "../template/template.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

const plenty = 1_000_000;
const one = "notes-of-one";
const other = "notes-of-another";
const numbered = "numbered";
const coarse = "coarse";
let aws: LocalAws;
const lines: string[] = [];
let dynamodb: DynamoDBClient;
let s3: S3Client;
let ssm: SSMClient;

const table = (TableName: string, AttributeType: string): TemplateResource => ({
  Type: "AWS::DynamoDB::Table",
  Properties: {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  },
});
const bucket = (BucketName: string, properties: object = {}): TemplateResource => ({
  Type: "AWS::S3::Bucket",
  Properties: { BucketName, ...properties },
});
const versioned = { VersioningConfiguration: { Status: "Enabled" } };

beforeAll(async () => {
  aws = await startLocalAws({ onEvent: (event) => void (event.type === "log" && lines.push(event.line)) });
  await aws.deploy({
    cdkOut: writeCdkOut("Stores", {
      Resources: {
        One: table(one, "S"),
        Other: table(other, "S"),
        Numbered: table(numbered, "N"),
        Coarse: table(coarse, "S"),
        Files: bucket("files", versioned),
        Copies: bucket("copies", versioned),
        Plain: bucket("plain"),
        ...queueResources('exports.handler = async ({ Records }) => console.log("GOT " + Records[0].body)', {
          dead: { QueueName: "dead" },
          queue: { QueueName: "jobs" },
        }),
      },
    }),
  });
  [dynamodb, s3, ssm] = [
    new DynamoDBClient(sdkConfiguration(aws)),
    new S3Client({ ...sdkConfiguration(aws), forcePathStyle: true }),
    new SSMClient(sdkConfiguration(aws)),
  ];
  const pages = Array.from({ length: 40 }, (_, number) => ({
    id: { S: `row ${number}` },
    text: { S: "é".repeat(20_000) },
    bytes: { B: Buffer.from([0, 255, number]) },
  }));
  for (const Item of pages) await dynamodb.send(new PutItemCommand({ TableName: one, Item }));
});
afterAll(() => aws.stop());

/** As it comes back from a file. */
function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

test("the rows of a table, more than a page of them, fill another one as they were", async () => {
  const kept = keptTable.parse(throughJson(await aws.stores.readTable(one, 10 * plenty)));
  expect([kept.rows.length, kept.isWhole]).toEqual([40, true]);
  expect(await aws.stores.fillTable(other, kept)).toBe(0);
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({ TableName: other }));
  expect(items.find(({ id }) => id?.S === "row 7")).toEqual({
    id: { S: "row 7" },
    text: { S: "é".repeat(20_000) },
    bytes: { B: Uint8Array.of(0, 255, 7) },
  });
});

test("a table whose keys are others takes none of the rows", async () => {
  const kept = await aws.stores.readTable(one, 10 * plenty);
  expect(await aws.stores.fillTable(numbered, kept)).toBe(40);
  const finer = { ...kept, keys: `${kept.keys}, at:S RANGE` };
  expect(await aws.stores.fillTable(coarse, finer)).toBe(40);
  for (const TableName of [numbered, coarse])
    expect((await dynamodb.send(new ScanCommand({ TableName }))).Count).toBe(0);
});

test("of a huge table so many rows are read as the bound takes", async () => {
  const { rows, isWhole } = await aws.stores.readTable(one, 500_000);
  expect([rows.length, isWhole]).toEqual([12, false]);
});

test("the objects of a bucket come back with versions, headers and times; one without versioning gets the newest", async () => {
  const put = (Key: string, Body: string): Promise<unknown> =>
    s3.send(new PutObjectCommand({ Bucket: "files", Key, Body, ContentType: "text/plain", Metadata: { by: "Ana" } }));
  await put("kept.txt", "first");
  await put("kept.txt", "second");
  await put("gone.txt", "gone");
  await s3.send(new DeleteObjectCommand({ Bucket: "files", Key: "gone.txt" }));
  const kept = keptBucket.parse(throughJson(aws.stores.readBucket("files", plenty)));
  expect([kept.versions.length, kept.isWhole]).toEqual([4, true]);

  for (const name of ["copies", "plain"]) {
    aws.stores.fillBucket(name, kept);
    const { Body, ContentType, Metadata, LastModified } = await s3.send(
      new GetObjectCommand({ Bucket: name, Key: "kept.txt" }),
    );
    const { LastModified: before } = await s3.send(new HeadObjectCommand({ Bucket: "files", Key: "kept.txt" }));
    expect([await Body?.transformToString(), ContentType, Metadata, LastModified]).toEqual([
      "second",
      "text/plain",
      { by: "Ana" },
      before,
    ]);
    await expect(s3.send(new GetObjectCommand({ Bucket: name, Key: "gone.txt" }))).rejects.toThrow(
      "key does not exist",
    );
  }
  expect(aws.stores.readBucket("copies", plenty)).toEqual(kept);
  expect(aws.stores.readBucket("plain", plenty).versions.map(({ key }) => key)).toEqual(["kept.txt"]);
});

test("of a huge bucket the newest objects are read", async () => {
  const read = aws.stores.readBucket("files", "second".length + "gone".length);
  expect(read.isWhole).toBe(false);
  expect(read.versions.map(({ key, isDeleteMarker }) => [key, isDeleteMarker])).toEqual([
    ["kept.txt", false],
    ["gone.txt", false],
    ["gone.txt", true],
  ]);
});

test("a parameter takes the place of the one of its name, of another type as well", async () => {
  const value = "x".repeat(5_000);
  const read = async (Name: string): Promise<unknown> =>
    (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter;
  await ssm.send(new PutParameterCommand({ Name: "/a/b/key", Value: value, Type: "SecureString", Tier: "Advanced" }));
  await ssm.send(new PutParameterCommand({ Name: "/a/other/key", Value: "here", Type: "String" }));
  const [kept, ...others] = aws.stores.readParameters("/a/b/").map((one) => keptParameter.parse(throughJson(one)));
  expect([kept, others]).toEqual([{ name: "/a/b/key", type: "SecureString", value }, []]);
  aws.stores.putParameter({ ...keptParameter.parse(kept), name: "/a/other/key" });
  expect(await read("/a/other/key")).toMatchObject({ Type: "SecureString", Value: value });
});

test("calls that write are told from those that read", async () => {
  const changes = (): number => aws.stores.changes();
  const before = changes();
  await dynamodb.send(new ScanCommand({ TableName: one }));
  await s3.send(new GetObjectCommand({ Bucket: "files", Key: "kept.txt" }));
  await ssm.send(new GetParameterCommand({ Name: "/a/b/key" }));
  expect(changes()).toBe(before);
  await dynamodb.send(new PutItemCommand({ TableName: one, Item: { id: { S: "one more" } } }));
  await s3.send(new PutObjectCommand({ Bucket: "files", Key: "more.txt", Body: "" }));
  await ssm.send(new PutParameterCommand({ Name: "/a/c", Value: "c", Type: "String" }));
  expect(changes()).toBe(before + 3);
});

test("a message that is put back goes to the function that works at its queue, and every step is a change", async () => {
  const url = `${aws.endpoint}/000000000000/jobs`;
  const message = {
    messageId: "kept",
    body: "kept",
    attributes: {},
    systemAttributes: {},
    senderId: "somebody",
    sentAtMs: Date.now(),
    visibleAtMs: 0,
    receiveCount: 1,
  };
  const before = aws.stores.changes();
  aws.stores.fillQueue(url, { messages: [message], isWhole: true });
  await expect.poll(() => lines.filter((line) => line.includes("GOT kept")), { timeout: 100_000 }).toHaveLength(1);
  await expect.poll(() => aws.stores.readQueue(url, plenty).messages, { timeout: 100_000 }).toEqual([]);
  // It is put there, received, and deleted.
  expect(aws.stores.changes()).toBe(before + 3);
});

test("of a queue as many messages are read as fit, the oldest of them, and one in flight without who has it", async () => {
  const queue = new SQSClient(sdkConfiguration(aws));
  const { QueueUrl } = await queue.send(new GetQueueUrlCommand({ QueueName: "dead" }));
  for (const MessageBody of ["first", "second", "third"])
    await queue.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await queue.send(new ReceiveMessageCommand({ QueueUrl }));
  queue.destroy();
  const { messages, isWhole } = keptQueue.parse(JSON.parse(JSON.stringify(aws.stores.readQueue(QueueUrl!, 11))));
  expect(messages.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([
    ["first", 1],
    ["second", 0],
  ]);
  expect([messages[0]!.visibleAtMs, isWhole]).toEqual([0, false]);
  expect(JSON.stringify(messages)).not.toContain("receiptHandle");
  expect(() => aws.stores.readQueue("http://nowhere", 1)).toThrow("The account has no queue http://nowhere.");
});
