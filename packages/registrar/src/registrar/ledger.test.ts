import { CreateTableCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  dynamoLedger,
  type Ledger,
  LedgerConflict,
  ledgerEntrySchema,
  type LedgerState,
  ledgerStateSchema,
} from "./ledger.ts";

const tableName = "ledger";
const state = (hash: string): LedgerState => ({
  actions: { a: { phase: "registered", id: "1", hash } },
  deadlines: {},
});

let aws: LocalAws;
let client: DynamoDBClient;
let stackId: string;
let count = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  client = new DynamoDBClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  const keys = {
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
  };
  await client.send(new CreateTableCommand({ TableName: tableName, ...keys, BillingMode: "PAY_PER_REQUEST" }));
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
});
beforeEach(() => {
  count += 1;
  stackId = `stack-${count}`;
});

function open(): Ledger {
  return dynamoLedger({ client, tableName, stackId, logicalResourceId: "Actions" });
}

it("keeps a state and changes it", async () => {
  const ledger = open();
  expect(await ledger.load()).toBeUndefined();
  await ledger.save(state("one"));
  await ledger.save(state("two"));
  expect(await open().load()).toEqual(state("two"));
});

it("keeps fields and words it does not know", async () => {
  const newer = {
    ...state("one"),
    newer: { fence: 7 },
    actions: { a: { ...state("one").actions.a, retained: true, phase: "resting", removal: "freeze" } },
    outcomes: { d: { status: "POSTPONED", text: "" } },
    latest: { delivery: "d", type: "Import" },
  } as unknown as LedgerState;
  await (async () => {
    const ledger = open();
    await ledger.load();
    await ledger.save(newer);
  })();
  expect(await open().load()).toEqual(newer);
});

it("refuses the save of a run that another one has overtaken", async () => {
  const [slow, quick] = [open(), open()];
  await slow.load();
  await quick.load();
  await quick.save(state("quick"));
  await expect(slow.save(state("slow"))).rejects.toBeInstanceOf(LedgerConflict);
  expect(await open().load()).toEqual(state("quick"));
});

it("recognises its own write when the answer to it was lost", async () => {
  let lost = 0;
  const forgetful = new DynamoDBClient({
    endpoint: aws.endpoint,
    region: "us-east-1",
    credentials: aws.adminCredentials,
  });
  forgetful.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        if (commandName !== "PutItemCommand" || lost > 0) return answer;
        lost += 1;
        throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", $retryable: { throttling: false } });
      },
    { step: "deserialize", priority: "low" },
  );
  const ledger = dynamoLedger({
    client: forgetful,
    tableName,
    stackId,
    logicalResourceId: "Actions",
  });
  await ledger.load();
  await ledger.save(state("one"));
  expect(lost).toBe(1);
  await ledger.save(state("two"));
  expect(await open().load()).toEqual(state("two"));
  forgetful.destroy();
});

it("keeps the rows of two resources of one stack apart", async () => {
  const other = dynamoLedger({ client, tableName, stackId, logicalResourceId: "Others" });
  await open().save(state("one"));
  expect(await other.load()).toBeUndefined();
  const item = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { pk: { S: `registrations#${stackId}#Actions` } } }),
  );
  expect(item.Item?.state?.S).toContain("registered");
});

it("reads a row of an earlier release, and writes every name that one reads", () => {
  // As release 0.1 wrote it: names of fields are state, and a rollback lets old code read what new code wrote.
  const row = {
    actions: {
      made: { phase: "registered", id: "1", hash: "h", name: "Do it", kind: "webhook", removal: "delete" },
      theirs: { phase: "changing", id: "2", adopted: true, removal: "retain", leaving: true },
      open: { phase: "creating", intent: { name: "Do b", hint: "h", kind: "webhook", urlDigest: "d", at: 1 } },
    },
    functions: {},
    released: { "actions/gone": { phase: "registered", id: "3" } },
    registered: { properties: { Manifest: "{}" }, at: 1 },
    deadlines: { d: 1 },
    outcomes: { d: { status: "SUCCESS", text: "1" } },
    latest: { delivery: "d", type: "Update", sentAt: 1, awaitsCreate: true },
    generation: 4,
    lease: { generation: 4, beat: 2, delivery: "d" },
    origins: ["https://a.example", "https://b.example"],
    deleted: ["actions/former"],
    userId: "7",
  };
  expect(ledgerStateSchema.parse(row)).toEqual(row);
  const fieldsOf = (schema: object): string[] => Object.keys(schema).toSorted();
  expect(fieldsOf(ledgerStateSchema.shape)).toEqual([
    "actions",
    "deadlines",
    "deleted",
    "functions",
    "generation",
    "gone",
    "latest",
    "lease",
    "lost",
    "origins",
    "outcomes",
    "registered",
    "released",
  ]);
  expect(fieldsOf(ledgerEntrySchema.shape)).toEqual([
    "adopted",
    "before",
    "creator",
    "hash",
    "id",
    "intent",
    "kind",
    "leaving",
    "made",
    "name",
    "phase",
    "removal",
    "retained",
    "scope",
    "shown",
  ]);
  const { intent, before, made } = ledgerEntrySchema.shape;
  expect(fieldsOf(intent.unwrap().shape)).toEqual(["at", "hint", "kind", "name", "temporary", "urlDigest", "user"]);
  expect(fieldsOf(made.unwrap().shape)).toEqual(["at", "delivery", "previous"]);
  expect(fieldsOf(before.unwrap().shape)).toEqual(["at", "delivery", "fields", "handlers", "previous", "unreadable"]);
  expect(fieldsOf(before.unwrap().shape.handlers.element.shape)).toEqual(["permissions", "script", "type"]);
  const { latest, lease, registered } = ledgerStateSchema.shape;
  expect(fieldsOf(latest.unwrap().shape)).toEqual(["awaitsCreate", "delivery", "sentAt", "type"]);
  expect(fieldsOf(lease.unwrap().shape)).toEqual(["beat", "delivery", "generation"]);
  expect(fieldsOf(registered.unwrap().shape)).toEqual(["at", "previous", "properties"]);
});
