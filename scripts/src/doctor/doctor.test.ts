import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DeleteParameterCommand, GetParameterCommand } from "@aws-sdk/client-ssm";
import { deriveCredential } from "@cliq-actions/aws/credential";
import { operations } from "@cliq-actions/cliq/rest/operations";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { prefixOf, stackName } from "../testing/names.ts";
import { runCliq } from "../testing/run-cliq.ts";
import { type Synthesised, synthesiseLocal } from "../testing/synthesise-local.ts";
import type { Finding } from "./finding.ts";

const slugs = ["echo", "keep-row"];
/** What the repository's own actions connect to is not this file's concern; connections are tried with `explain`. */
const withoutConnections = { CLIQ_ACTIONS_FOLDER: join(import.meta.dirname, "no-such-folder") };
let stage: LocalStage;
let dynamo: DynamoDBClient;
const folders: Synthesised[] = [];
const outputs: string[] = [];

beforeAll(async () => {
  stage = await startLocalStage();
  dynamo = new DynamoDBClient({
    endpoint: stage.aws.endpoint,
    region: "us-east-1",
    credentials: stage.aws.adminCredentials,
  });
});
afterAll(async () => {
  dynamo.destroy();
  await stage.stop();
  for (const folder of folders) folder.remove();
});

async function deploy(settings: Parameters<typeof synthesiseLocal>[0] = {}): Promise<LocalStack> {
  const synthesised = await synthesiseLocal(settings, slugs);
  folders.push(synthesised);
  return stage.deploy(synthesised.folder);
}

interface Report {
  readonly code: number;
  readonly ok: boolean;
  readonly checks: readonly Finding[];
  /** The finding of a check; one that was not made fails the test. */
  of(check: string): Finding;
}

async function examine(
  args: readonly string[] = ["--stage", "local"],
  environment: NodeJS.ProcessEnv = stage.environment,
): Promise<Report> {
  const ended = await runCliq(["doctor", ...args, "--json"], { ...environment, ...withoutConnections });
  outputs.push(ended.stdout, ended.stderr);
  const { ok, checks }: { ok: boolean; checks: Finding[] } = JSON.parse(ended.stdout);
  const of = (wanted: string): Finding =>
    checks.find(({ check }) => check === wanted) ?? expect.fail(`no check "${wanted}"`);
  return { code: ended.code, ok, checks, of };
}

function failed({ checks }: Report): string[] {
  return checks.filter(({ verdict }) => verdict === "fail").map(({ check }) => check);
}

async function read(name: string): Promise<string> {
  return (
    (await stage.ssm.send(new GetParameterCommand({ Name: `${prefixOf("local")}/${name}`, WithDecryption: true })))
      .Parameter?.Value ?? ""
  );
}

/** Every row of every table, but for the budget's, which the doctor's own calls count in. */
async function rows({ resources }: LocalStack): Promise<string> {
  const tables = resources.filter(({ type }) => type === "AWS::DynamoDB::Table");
  const scans = await Promise.all(
    tables.map(async ({ physicalId }) => (await dynamo.send(new ScanCommand({ TableName: physicalId }))).Items ?? []),
  );
  return JSON.stringify(scans.flat().filter(({ pk }) => !pk?.S?.startsWith("budget#")));
}

async function forget(row: string): Promise<void> {
  const table = stack.resources.find(
    ({ type, logicalId }) => type === "AWS::DynamoDB::Table" && logicalId.startsWith("Ledger"),
  );
  await dynamo.send(new DeleteItemCommand({ TableName: table?.physicalId ?? "", Key: { pk: { S: row } } }));
}

let stack: LocalStack;

test("before the first deployment it names what is to come, and nothing has failed", async () => {
  const report = await examine();
  expect(report).toMatchObject({ code: 0, ok: true });
  expect(report.of("stack")).toMatchObject({ verdict: "warn", remedy: "pnpm cdk deploy -c stage=local" });
  expect(report.of("parameters").says).toContain(
    `not there before the first deployment: ${prefixOf("local")}/oauth/access-token`,
  );
  expect(report.of("ledger against Cliq")).toEqual({
    check: "ledger against Cliq",
    verdict: "skipped",
    says: 'not looked at: it needs "ledger"',
  });
});

test("a deployed stage is fine in every respect, and the doctor changes nothing and executes nothing", async () => {
  stack = await deploy();
  const actions = structuredClone(stage.cliq.model.actions());
  const before = await rows(stack);
  const calls = stage.cliq.model.calls().length;

  const report = await examine();
  expect(failed(report)).toEqual([]);
  expect(report).toMatchObject({ code: 0, ok: true });
  expect(report.checks.filter(({ verdict }) => verdict === "skipped")).toEqual([]);
  for (const slug of slugs) {
    expect(report.of(`wrong credential at ${slug}`)).toMatchObject({ verdict: "ok" });
    expect(report.of(`dry run of ${slug}`)).toMatchObject({
      verdict: "ok",
      says: "route, credential and organisation fit; nothing was executed",
    });
  }
  expect(report.of("ledger against Cliq").says).toBe("Cliq has all 2: echo, keep-row");
  expect(report.of("alarm e-mail")).toMatchObject({
    verdict: "warn",
    remedy: "Set local.alarmEmail in infra/stages.ts and deploy.",
  });

  expect(stage.cliq.model.actions()).toEqual(actions);
  expect(await rows(stack)).toBe(before);
  expect(
    stage.cliq.model
      .calls()
      .slice(calls)
      .map(({ operation, status }) => [operation, status]),
  ).toEqual([
    ["listActions", 200],
    ["listActions", 200],
    ["createAction", 400],
    ["updateAction", 404],
    ["deleteAction", 404],
  ]);
  // None of these outcomes rings an alarm, which malformed events and foreign organisations do.
  const outcomes = stage.logs.flatMap((line) => /"Outcome":"(\w+)","Invocations"/.exec(line)?.[1] ?? []);
  expect(new Set(outcomes)).toEqual(new Set(["unauthenticated", "unsupported_media_type", "stale_invocation"]));
});

test("for a person it is one line per check in 80 columns, with what to do", async () => {
  const { code, stdout } = await runCliq(["doctor", "--stage", "local"], {
    ...stage.environment,
    ...withoutConnections,
  });
  outputs.push(stdout);
  expect(code).toBe(0);
  expect(stdout).toContain(`\nok     stack: ${stackName} is CREATE_COMPLETE\n`);
  expect(stdout).toMatch(
    /^warn {3}alarm e-mail: nobody hears of the alarms\n {7}→ Set local\.alarmEmail in infra\/stages\.ts and deploy\.$/m,
  );
  expect(stdout).toMatch(/\n\n\d+ ok, \d+ to know of, 0 failed, 0 skipped\n$/);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("a scope that Cliq refuses fails by its name", async () => {
  const body = JSON.stringify({
    code: "oauthtoken_scope_invalid",
    message: "The OAuth token passed does not have the required scope.",
  });
  stage.cliq.model.inject({ on: "updateAction", kind: "status", status: 401, body });
  const report = await examine();
  expect(failed(report)).toEqual(["ZohoCliq.messageactions.UPDATE"]);
  expect(report.of("ZohoCliq.messageactions.UPDATE").remedy).toContain("pnpm cliq authorize --stage local --rotate");
});

test("a revoked refresh token fails once; what needs Cliq is skipped, and the webhooks are still looked at", async () => {
  await stage.put("oauth/refresh-token", "1000.feedfacefeedfacefeedfacefeedface.feedfacefeedfacefeedfacefeedface");
  await stage.ssm.send(new DeleteParameterCommand({ Name: `${prefixOf("local")}/oauth/access-token` }));
  const report = await examine();
  await stage.put("oauth/refresh-token", stage.cliq.refreshToken);
  // So that the keeper does not remember the refusal.
  await forget("oauth#access-token");
  expect(failed(report)).toEqual(["access token"]);
  expect(report.code).toBe(1);
  expect(report.of("access token").remedy).toContain("pnpm cliq authorize --stage local --rotate");
  for (const check of ["data centre", "scopes", "ledger against Cliq"])
    expect(report.of(check).verdict).toBe("skipped");
  expect(report.of("dry run of echo").verdict).toBe("ok");
});

test("another signing key is found by the URL in Cliq and by the dry run", async () => {
  const signingKey = await read("signing-key");
  await stage.put("signing-key", randomBytes(32).toString("base64"));
  const report = await examine();
  await stage.put("signing-key", signingKey);
  expect(failed(report)).toEqual(["ledger against Cliq", "dry run of echo", "dry run of keep-row"]);
  expect(report.of("ledger against Cliq").says).toBe("Cliq calls another URL than the stage's: echo, keep-row");
  expect(report.of("dry run of echo").says).toBe("its own credential is answered 401");
});

test("an action that somebody deleted in Cliq is named by slug and id", async () => {
  const [action] = stage.cliq.model.actions();
  const { id, creator } = action!;
  const person = {
    ...creator,
    firstName: "Scott",
    lastName: "Fisher",
    email: "",
    language: "en",
    country: "us",
    timezone: "UTC",
  };
  stage.cliq.model.actAs(person).remove(id, Date.now());
  const report = await examine();
  expect(failed(report)).toEqual(["ledger against Cliq"]);
  expect(report.of("ledger against Cliq")).toMatchObject({
    says: `not in Cliq's list: echo (id ${id})`,
    remedy: "pnpm cliq drift --stage local shows it, with --heal puts it right.",
  });
});

test("a lock of Cliq's fails what needs the call, with the time to wait, and Cliq is not called again", async () => {
  stage.cliq.model.inject({ on: "listActions", kind: "throttle" });
  const first = await examine();
  expect(failed(first)).toEqual(["data centre"]);
  expect(first.of("data centre").remedy).toMatch(/Run the doctor again in (29\d|30\d) s/);
  const calls = stage.cliq.model.calls().length;
  const second = await examine();
  expect(second.of("budget and locks")).toMatchObject({
    verdict: "warn",
    says: expect.stringMatching(/^Cliq has locked list; /) as string,
  });
  expect(second.of("ZohoCliq.messageactions.READ").verdict).toBe("warn");
  expect(
    stage.cliq.model
      .calls()
      .slice(calls)
      .filter(({ operation }) => operation === "listActions"),
  ).toEqual([]);
});

test("a stack of another organisation and version than infra/stages.ts says is found on the wire", async () => {
  // As if the lock and the calls of the tests before were over.
  stage.cliq.advanceClock(6 * 60_000);
  for (const operation of Object.keys(operations)) await forget(`budget#${operation}`);
  // An e-mail address never agrees on this machine.
  await deploy({ organizationId: "60099999999", credentialVersion: 2, alarmEmail: "operators@example.com" });
  const report = await examine();
  expect(failed(report)).toEqual(["credential version", "dry run of echo", "dry run of keep-row"]);
  expect(report.of("credential version").says).toBe("version 2 is deployed, infra/stages.ts says 1");
  expect(report.of("dry run of echo").says).toBe("it serves another organisation than 60012345678");
  expect(report.of("alarm e-mail").says).toBe("the address has not agreed yet");
});

test.each([
  ["a stage that is not in the file", ["--stage", "nowhere"], {}, "stage", /not in infra\/stages\.ts/],
  [
    "no AWS credentials",
    ["--stage", "local"],
    { AWS_ACCESS_KEY_ID: "", AWS_EC2_METADATA_DISABLED: "true", HOME: "/nowhere" },
    "AWS",
    /No AWS credentials: log in/,
  ],
  [
    "credentials that AWS does not take",
    ["--stage", "local"],
    { AWS_ACCESS_KEY_ID: "AKIANOBODY" },
    "AWS",
    /log in again/,
  ],
])("%s fails at its own check, and all that needs it is skipped", async (_what, args, environment, check, says) => {
  const report = await examine(args, { ...stage.environment, ...environment });
  expect(failed(report)).toEqual([check]);
  expect(report.of(check).says).toMatch(says);
  expect(report.code).toBe(1);
  expect(report.of("stack").verdict).toBe("skipped");
  expect(report.of("alarms").verdict).toBe("skipped");
});

test("no run has shown a secret", async () => {
  const signingKey = await read("signing-key");
  const { accessToken } = JSON.parse(await read("oauth/access-token")) as { accessToken: string };
  const identities = slugs.flatMap((slug) => [0, 1, 2, 3].map((version) => ({ stage: "local", slug, version })));
  const credentials = identities.map((identity) => deriveCredential(Buffer.from(signingKey, "base64"), identity));
  const written = [...outputs, ...stage.logs].join("\n");
  expect(written.length).toBeGreaterThan(10_000);
  for (const secret of [signingKey, accessToken, stage.cliq.refreshToken, stage.cliq.clientSecret, ...credentials])
    expect(written).not.toContain(secret);
  expect(outputs.join("\n")).not.toMatch(/1000\.[0-9a-f]{32}|feedface|A{43}/);
});
