import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { digestOf } from "../digest.ts";
import { readAccessToken, type StoredToken } from "@cliq-actions/aws/access/stored-token";
import { type ParameterStore, ssmParameterStore } from "../parameters/parameter-store.ts";
import { bundleLambda } from "../testing/bundle-lambda.ts";
import { type KeeperProcess, startKeeperProcess } from "../testing/keeper-process.ts";
import { dynamoRows } from "../conditional-rows.ts";
import { firstState, tokenRowIn } from "./token-row.ts";

/** Hundreds at once are simulated in many-keepers.test.ts; here a few are real. */
const processes = 6;
let folder: string;
let aws: LocalAws;
let cliq: FakeCliq;
let parameters: ParameterStore;
let dynamo: DynamoDBClient;
let count = 0;
let tableName: string;
let prefix: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "keeper-"));
  [aws] = await Promise.all([startLocalAws(), bundleLambda("token-keeper", folder)]);
  dynamo = new DynamoDBClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
});
afterAll(async () => {
  dynamo.destroy();
  await aws.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  count += 1;
  tableName = `ledger-${count}`;
  prefix = `/acme/stage-${count}`;
  cliq = await startFakeCliq();
  const keys = {
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" as const }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" as const }],
  };
  await dynamo.send(new CreateTableCommand({ TableName: tableName, ...keys, BillingMode: "PAY_PER_REQUEST" }));
  const ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  parameters = ssmParameterStore(ssm, prefix);
  await parameters.write("oauth/client", JSON.stringify({ clientId: cliq.clientId, clientSecret: cliq.clientSecret }));
  await parameters.write("oauth/refresh-token", cliq.refreshToken);
  return async () => {
    ssm.destroy();
    await cliq.stop();
  };
});

function start(event: object = {}): KeeperProcess {
  return startKeeperProcess(
    join(folder, "index.mjs"),
    {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
      STAGE: "test",
      TABLE_NAME: tableName,
      PARAMETER_PREFIX: prefix,
      CLIQ_DATA_CENTRE: "US",
      ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl,
      DESK_TOKEN_PARAMETERS: "open-one/desk-token,open-other/desk-token",
    },
    event,
  );
}
const renewals = (): number => cliq.model.calls().filter(({ operation }) => operation === "token").length;

it(
  "many cold processes renew once, and once more when Cliq refuses what they got [T2, T9]",
  { timeout: 120_000 },
  async () => {
    const answers = await Promise.all(Array.from({ length: processes }, async () => start().answer));
    const stored = await readAccessToken(parameters);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ expiresAt: stored?.expiresAt })]),
    );
    expect(renewals()).toBe(1);
    const refused = digestOf(stored?.accessToken ?? "");
    const again = await Promise.all(Array.from({ length: processes / 2 }, async () => start({ refused }).answer));
    for (const answer of again) expect(answer).toHaveProperty("expiresAt");
    expect(renewals()).toBe(2);
  },
);

it(
  "the desk's token is renewed by its own grant and handed out, and Cliq's is left alone",
  { timeout: 120_000 },
  async () => {
    await start().answer;
    const cliqs = await parameters.read("oauth/access-token");
    expect(await start({ scheduled: true, grant: "desk" }).answer).toEqual({ error: "misconfigured" });
    await parameters.write("oauth/desk-refresh-token", cliq.refreshToken);
    expect(await start({ scheduled: true, grant: "desk" }).answer).toHaveProperty("expiresAt");
    const desks = JSON.parse((await parameters.read("oauth/desk-access-token")) ?? "{}") as StoredToken;
    expect(await parameters.read("open-one/desk-token")).toBe(desks.accessToken);
    expect(await parameters.read("open-other/desk-token")).toBe(desks.accessToken);
    expect(await parameters.read("oauth/access-token")).toBe(cliqs);
    expect(renewals()).toBe(2);
  },
);

it(
  "a process killed after it asked leaves nothing that the next one trips over [T3]",
  { timeout: 120_000 },
  async () => {
    const row = tokenRowIn(dynamoRows({ client: dynamo, tableName }, "state"));
    cliq.model.inject({ on: "token", kind: "hang" });
    const victim = start();
    await expect.poll(renewals, { timeout: 200_000 }).toBe(1);
    victim.process.kill("SIGKILL");
    expect(await victim.answer).toEqual({ error: "the process ended" });
    // A lease counts as dead when it has not moved for twenty seconds; here it is made an old one instead.
    const seen = await row.load();
    expect(seen.state.lease).toBeDefined();
    await row.replace(seen, { ...seen.state, lease: { takenAt: Date.now() - 3_600_000 } });
    expect(await start().answer).toHaveProperty("expiresAt");
    expect(renewals()).toBe(2);
    const stored: StoredToken | undefined = await readAccessToken(parameters);
    expect((await row.load()).state.sealed?.digest).toBe(digestOf(stored?.accessToken ?? ""));
  },
);

it("a revoked refresh token shows in a metric that can be alarmed on, and neither log nor row has a secret [O2]", async () => {
  const secret = "1000.feedfacefeedfacefeedfacefeedface.feedfacefeedfacefeedfacefeedface";
  await parameters.write("oauth/refresh-token", secret);
  const keepers = [start(), start({ scheduled: true })];
  expect(await Promise.all(keepers.map(async ({ answer }) => answer))).toEqual([
    { error: "token_refused" },
    { error: "token_refused" },
  ]);
  expect(renewals()).toBe(1);
  const logs = await Promise.all(keepers.map(async ({ log }) => log));
  for (const log of logs)
    expect(JSON.parse(log)).toMatchObject({
      Stage: "test",
      Outcome: "token_refused",
      KeeperFailures: 1,
      reason: expect.stringContaining("pnpm cliq authorize") as string,
    });
  const written = JSON.stringify([logs, await tokenRowIn(dynamoRows({ client: dynamo, tableName }, "state")).load()]);
  for (const canary of ["feedface", cliq.clientSecret]) expect(written).not.toContain(canary);
});

it("a value that Parameter Store could not hold is refused before it is sent, without a word of it [O8]", async () => {
  const work = parameters.write("oauth/client", "s3cret".repeat(1_000));
  await expect(work).rejects.toThrow(`Parameter ${prefix}/oauth/client would take 6000 bytes; it holds 4096 at most.`);
  await parameters.write("oauth/client", "x".repeat(4_096));
});

it("the row takes the write of one who saw the last one, and tells its own write from another's", async () => {
  const row = tokenRowIn(dynamoRows({ client: dynamo, tableName }, "state"));
  const seen = await row.load();
  expect(seen).toEqual({ state: firstState, lastWrite: undefined });
  const first = await row.replace(seen, { version: 1, asked: [], fromTheFuture: true });
  expect(await row.replace(seen, { version: 9, asked: [] })).toBeUndefined();
  expect(await row.load()).toEqual(first);
  expect((await row.load()).state).toEqual({ version: 1, asked: [], fromTheFuture: true });
  // The first attempt of a write takes effect and its answer is lost; the SDK's second one fails its condition.
  let attempts = 0;
  const losing = new DynamoDBClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  losing.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      attempts += 1;
      if (attempts === 1) throw Object.assign(new Error("The answer was lost"), { name: "TimeoutError" });
      return answer;
    },
    { step: "deserialize", priority: "low" },
  );
  const written = await tokenRowIn(dynamoRows({ client: losing, tableName }, "state")).replace(first ?? seen, {
    version: 2,
    asked: [],
  });
  expect(attempts).toBeGreaterThan(1);
  expect(await row.load()).toEqual(written);
  losing.destroy();
});

it("a parameter that somebody has made meanwhile is not made again", async () => {
  expect(await Promise.all(["one", "other"].map(async (value) => parameters.create("signing-key", value)))).toContain(
    false,
  );
  const made = await parameters.read("signing-key");
  expect(await parameters.create("signing-key", "third")).toBe(false);
  expect(await parameters.read("signing-key")).toBe(made);
});
