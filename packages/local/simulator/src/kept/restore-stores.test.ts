import { type LocalAws, type LocalStack, startLocalAws } from "@cliq-actions/local-aws";
import { writeCdkOut } from "@cliq-actions/local-aws/testing/write-cdk-out";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectState } from "./collect-state.ts";
import type { KeptState } from "./kept-state.ts";
import { restoreStores } from "./restore-stores.ts";

let aws: LocalAws;
let stack: LocalStack;
const slugs = ["keep", "ask"];
const parameterPrefix = "/product/local";

const table = (path: string, key: string): object => ({
  Type: "AWS::DynamoDB::Table",
  Metadata: { "aws:cdk:path": path },
  Properties: {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
    KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
  },
});

beforeAll(async () => {
  aws = await startLocalAws();
  const Resources = {
    Rows: table("Stack/keep/Rows/Resource", "id"),
    Others: table("Stack/keep/Others/Resource", "id"),
    Ledger: table("Stack/Ledger/Resource", "id"),
    Files: { Type: "AWS::S3::Bucket", Metadata: { "aws:cdk:path": "Stack/ask/Files/Resource" } },
    Dead: { Type: "AWS::SQS::Queue", Metadata: { "aws:cdk:path": "Stack/ask/Dead/Resource" } },
    Jobs: {
      Type: "AWS::SQS::Queue",
      Metadata: { "aws:cdk:path": "Stack/ask/Jobs/Resource" },
      Properties: {
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 1 },
      },
    },
    Declared: {
      Type: "AWS::SSM::Parameter",
      Properties: { Type: "String", Name: `${parameterPrefix}/ask/declared`, Value: "by the stack" },
    },
  };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Stack", { Resources } as Parameters<typeof writeCdkOut>[1]) });
});
afterAll(() => aws.stop());

const rows = [{ id: { S: "a" } }, { id: { S: "b" } }];
const version = {
  key: "k",
  versionId: "null",
  isDeleteMarker: false,
  body: "",
  etag: '"e"',
  headers: {},
  modifiedAt: 1,
};
const message = {
  body: "job",
  attributes: { kind: { DataType: "String", StringValue: "job" } },
  systemAttributes: {},
  senderId: "somebody",
  sentAtMs: Date.now(),
  visibleAtMs: 0,
  receiveCount: 0,
};
const kept: KeptState = {
  format: 1,
  messages: [],
  history: [],
  tables: [
    { path: "keep/Rows/Resource", keys: "id:S HASH", rows, isWhole: true },
    { path: "keep/Others/Resource", keys: "number:N HASH", rows, isWhole: true },
    { path: "keep/Gone/Resource", keys: "id:S HASH", rows: rows.slice(1), isWhole: true },
    { path: "keep/Empty/Resource", keys: "id:S HASH", rows: [], isWhole: true },
  ],
  buckets: [
    { path: "ask/Files/Resource", versions: [version], isWhole: true },
    { path: "ask/Lost/Resource", versions: [version, version], isWhole: true },
  ],
  queues: [
    { path: "ask/Jobs/Resource", messages: [{ ...message, messageId: "waiting" }], isWhole: true },
    {
      path: "ask/Dead/Resource",
      messages: [{ ...message, messageId: "dead", receiveCount: 1, deadLetterSource: "ask/Jobs/Resource" }],
      isWhole: true,
    },
    { path: "ask/Left/Resource", messages: [{ ...message, messageId: "left" }], isWhole: true },
  ],
  secrets: [
    { name: "ask/api-key", type: "SecureString", value: "put by hand" },
    { name: "went/api-key", type: "SecureString", value: "of nobody" },
  ],
};

test("each store gets its own by its construct path, and of what has no place a sentence is said", async () => {
  expect(await restoreStores(kept, { aws, stack, slugs, parameterPrefix })).toEqual([
    "2 of the 2 rows of the table keep/Others/Resource were not put back: its keys are others now.",
    "The 1 row of the table keep/Gone/Resource have no place: the stack has no such table any more.",
    "The 2 objects of the bucket ask/Lost/Resource have no place: the stack has no such bucket any more.",
    "The 1 message of the queue ask/Left/Resource have no place: the stack has no such queue any more.",
    "The secret went/api-key has no place: there is no such action any more.",
  ]);
  const fakes = {} as LocalStack["fakes"];
  const sources = { aws, stack: () => ({ ...stack, fakes }), slugs: () => slugs, parameterPrefix };
  const said = () => ({ messages: [], history: [] });
  const { tables, buckets, queues, secrets } = await collectState({ ...sources, said });
  expect({ tables, buckets, queues: queues.toReversed(), secrets }).toEqual({
    tables: [
      { ...kept.tables[0], rows: expect.toSatisfy((found: object[]) => found.length === rows.length) },
      { path: "keep/Others/Resource", keys: "id:S HASH", rows: [], isWhole: true },
    ],
    buckets: [kept.buckets[0]],
    queues: kept.queues.slice(0, 2),
    secrets: [kept.secrets[0]],
  });
});

test("a secret that a fake brings along is not kept: the next one may be another", async () => {
  const fakes = { "ask/system": { secret: "put by hand" } } as unknown as LocalStack["fakes"];
  const sources = { aws, stack: () => ({ ...stack, fakes }), slugs: () => slugs, parameterPrefix };
  expect((await collectState({ ...sources, said: () => ({ messages: [], history: [] }) })).secrets).toEqual([]);
});
