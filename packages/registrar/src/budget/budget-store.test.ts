import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Clock } from "@cliq-actions/cliq/clock";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BudgetStore, dynamoBudgetStore } from "./budget-store.ts";
import { unused, withLock } from "./operation-use.ts";
import { shareBudget } from "./share-budget.ts";

const tableName = "budget";

let aws: LocalAws;
const clients: DynamoDBClient[] = [];
beforeAll(async () => {
  aws = await startLocalAws();
  const keys = {
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
  };
  await connect().send(new CreateTableCommand({ TableName: tableName, ...keys, BillingMode: "PAY_PER_REQUEST" }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await aws.stop();
});

function connect(): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  clients.push(client);
  return client;
}

/** A process of its own, whose clock is off by so many milliseconds. */
function open(offMs = 0, client = connect()): BudgetStore {
  const clock: Clock = { now: () => Date.now() + offMs, sleep: async () => undefined };
  return dynamoBudgetStore({ client, tableName, clock });
}

it("keeps a use, with what other versions wrote into it, and an operation nobody called is unused", async () => {
  const store = open();
  const empty = await store.read("list");
  expect(empty).toEqual({ use: unused, lastWrite: undefined });
  const use = { calls: [1_790_000_000_000], lockedUntil: 0, weight: 3 };
  const lastWrite = await store.write("list", use, undefined);
  expect(await open().read("list")).toEqual({ use, lastWrite });
});

it("takes no write of a process that another has overtaken", async () => {
  const [one, other] = [open(), open()];
  expect(await other.write("get", withLock(unused, 5), undefined)).toBeTypeOf("string");
  expect(await one.write("get", unused, undefined)).toBeUndefined();
  expect(await one.write("get", unused, "a write long gone")).toBeUndefined();
  expect((await one.read("get")).use.lockedUntil).toBe(5);
});

it("recognises its own write when the answer to it was lost", async () => {
  const forgetful = connect();
  let lost = 0;
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
  const written = await open(0, forgetful).write("delete", withLock(unused, 7), undefined);
  expect(lost).toBe(1);
  expect(await open().read("delete")).toMatchObject({ lastWrite: written, use: { lockedUntil: 7 } });
});

it("lets two processes take no more than the share together, however they overtake each other", async () => {
  const take = async (): Promise<number> => {
    const budget = shareBudget({ store: open(), share: 0.8, wait: async () => false, jitterMs: () => 0 });
    let granted = 0;
    while ((await budget.take("updateHandler")).granted) granted += 1;
    return granted;
  };
  const [one, other] = await Promise.all([take(), take()]);
  expect((one ?? 0) + (other ?? 0)).toBe(8);
});

it.each([600_000, -600_000])("goes by the table's clock where its own is off by %d ms", async (offMs) => {
  const store = open(offMs);
  for (let count = 0; count < 3; count += 1) await store.read("list");
  const { earliest, latest } = store.now();
  const truth = Date.now();
  expect(earliest).toBeGreaterThan(truth - 3_000);
  expect(latest).toBeLessThan(truth + 3_000);
  expect([earliest <= truth, latest >= truth]).toEqual([true, true]);
  // A lock noted by a process with a good clock holds for this one, and ends when it should.
  const lock = shareBudget({ store: open(), share: 0.8, wait: async () => false, jitterMs: () => 0 });
  await lock.lock("createFunction", 300_000);
  const grant = await shareBudget({ store, share: 0.8, wait: async () => false, jitterMs: () => 0 }).take(
    "createFunction",
  );
  expect(grant).toMatchObject({ granted: false, locked: true });
  expect((grant as { retryAfterMs: number }).retryAfterMs).toBeLessThan(304_000);
});

it("follows its own clock when that is set", async () => {
  let offMs = 0;
  const client = connect();
  const clock: Clock = { now: () => Date.now() + offMs, sleep: async () => undefined };
  const store = dynamoBudgetStore({ client, tableName, clock });
  await store.read("list");
  offMs = -3_600_000;
  await client.send(new PutItemCommand({ TableName: tableName, Item: { pk: { S: "another row" } } }));
  expect(Math.abs(store.now().latest - Date.now())).toBeLessThan(3_000);
});
