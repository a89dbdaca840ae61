import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import file from "@cliq-actions/infra/stages";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import type { DriftReport } from "@cliq-actions/registrar/drift/find-drift";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { stackName } from "../testing/names.ts";
import { type Ended, runCliq } from "../testing/run-cliq.ts";
import { type Synthesised, synthesiseLocal } from "../testing/synthesise-local.ts";
import type { StagePlan } from "./stage-plan.ts";

const human = {
  id: "70011223",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
};
const byHand = {
  hint: "x",
  scope: "organization",
  multi_selectable: false,
  message_types: ["text"],
  execution_type: "webhook",
} as const;
let stage: LocalStage;
let synthesised: Synthesised;
let folder: string;
const folders: Synthesised[] = [];
let stack: LocalStack;

beforeAll(async () => {
  [stage, synthesised] = await Promise.all([
    startLocalStage(),
    synthesiseLocal({}, ["echo", "keep-row", "store-file"]),
  ]);
  folder = synthesised.folder;
});
afterAll(async () => {
  await stage.stop();
  for (const one of [synthesised, ...folders]) one.remove();
});

const cliq = async (verb: string, ...args: string[]): Promise<Ended> =>
  runCliq([verb, "--stage", "local", ...args], stage.environment);
const plan = async (...args: string[]): Promise<Ended> => cliq("plan", "--template", folder, ...args);
const parse = ({ stdout }: Ended): unknown => JSON.parse(stdout);
const planOf = (ended: Ended): StagePlan => parse(ended) as StagePlan;
const changesOf = (ended: Ended): string[] => planOf(ended).items.map(({ slug, change }) => `${change} ${slug}`);
const driftOf = ({ items }: DriftReport): string[] =>
  items.map(({ slug, state, fields }) =>
    [state, slug, ...fields.filter(({ verdict }) => verdict === "drifted").map(({ field }) => field)].join(" "),
  );
const find = (name: string) => stage.cliq.model.actions().find((action) => action.name === name);

/** Deploys the template with another name for one action, and puts the template back if that fails. */
async function rename(from: string, to: string): Promise<void> {
  const file = join(folder, `${stackName}.template.json`);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(`\\"name\\":\\"${from}\\"`, `\\"name\\":\\"${to}\\"`));
}

function openTable(): { readonly dynamo: DynamoDBClient; readonly TableName: string } {
  const { endpoint, adminCredentials: credentials } = stage.aws;
  const TableName = stack.resources.find(
    ({ logicalId, type }) => type === "AWS::DynamoDB::Table" && logicalId.startsWith("Ledger"),
  )?.physicalId;
  return { dynamo: new DynamoDBClient({ endpoint, region: "us-east-1", credentials }), TableName: TableName ?? "" };
}

async function deleteRows(prefix: string): Promise<void> {
  const { dynamo, TableName } = openTable();
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  const keys = Items.flatMap(({ pk }) => (pk?.S?.startsWith(prefix) ? [pk] : []));
  await Promise.all(keys.map(async (pk) => dynamo.send(new DeleteItemCommand({ TableName, Key: { pk } }))));
  dynamo.destroy();
}

/** Puts another state in the place of the row of the stack's registrations. */
async function changeRow(change: (state: LedgerState) => LedgerState): Promise<void> {
  const { dynamo, TableName } = openTable();
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  const row = Items.find(({ pk }) => pk?.S?.startsWith(`registrations#${stack.stackId}#`));
  const state = JSON.stringify(change(JSON.parse(row?.state?.S ?? "{}") as LedgerState));
  await dynamo.send(new PutItemCommand({ TableName, Item: { ...row, state: { S: state } } }));
  dynamo.destroy();
}

/** As if the minute in which calls were counted were over, for Cliq and for the stage. */
async function passMinute(): Promise<void> {
  stage.cliq.advanceClock(61_000);
  await deleteRows("budget#");
}

test("before the first deployment everything is a create, with what it will cost", async () => {
  const [ended, text] = await Promise.all([plan("--json"), plan()]);
  expect(ended, ended.stderr).toMatchObject({ code: 2 });
  expect(changesOf(ended)).toEqual(["create echo", "create keep-row", "create store-file"]);
  const { deployed, cost } = planOf(ended);
  expect(deployed).toBe(false);
  expect(cost.calls).toContainEqual({ operation: "updateHandler", calls: 3, perMinute: 8 });
  for (const line of text.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(text.stdout).toContain("3 to create.");
  expect(stage.cliq.model.actions()).toEqual([]);
});

test("deployed, then edited and deleted by hand: drift reports exactly that, healing restores it, the plan says no change", async () => {
  stack = await stage.deploy(folder);
  const [planned, drift] = await Promise.all([plan("--json"), cliq("drift", "--json")]);
  expect(planned, planned.stdout).toMatchObject({ code: 0 });
  expect(drift, drift.stderr).toMatchObject({ code: 0 });

  const hands = stage.cliq.model.actAs(human);
  hands.edit(find("Keep row")?.id ?? "", { hint: "Mine now" }, Date.now());
  hands.remove(find("Echo")?.id ?? "", Date.now());
  const [found, foundText, changed] = await Promise.all([cliq("drift", "--json"), cliq("drift"), plan("--json")]);
  expect(found.code).toBe(2);
  expect(found.stderr).toContain("Comparing with Cliq");
  // Both arrows go from what Cliq holds to what is declared.
  expect(foundText.stdout.replaceAll(/\s+/g, " ")).toContain('"Mine now" → "Keep this message as one row of a table"');
  expect(driftOf((parse(found) as { report: DriftReport }).report)).toEqual([
    "missing echo",
    "drifted keep-row hint",
    "same store-file",
  ]);
  for (const line of foundText.stdout.split("\n").filter((one) => !one.startsWith("  pnpm")))
    expect(line.length).toBeLessThanOrEqual(80);
  expect(changed.code).toBe(2);
  expect(changesOf(changed)).toEqual(["create echo", "update keep-row", "none store-file"]);
  expect(planOf(changed).items[1]?.fields).toEqual([
    { field: "hint", from: "Mine now", to: "Keep this message as one row of a table" },
  ]);

  const credential = find("Store file")?.executionUrl?.split("/").at(-1) ?? "none";
  for (const { stdout, stderr } of [found, foundText, changed]) expect(stdout + stderr).not.toContain(credential);

  await passMinute();
  expect(await cliq("drift", "--heal")).toMatchObject({ code: 0 });
  const after = await plan("--json");
  expect(after.code).toBe(0);
  expect(changesOf(after)).toEqual(["none echo", "none keep-row", "none store-file"]);
  expect(planOf(after).cost.calls).toEqual([{ operation: "list", calls: 1, perMinute: 24 }]);
});

test("a verb's failure says what to type next, whole and for this stage, and never to deploy again", async () => {
  stage.cliq.model.inject({ on: "listActions", kind: "refuse", code: "oauthtoken_scope_invalid", times: 100 });
  const runs = [plan(), cliq("drift"), cliq("drift", "--heal"), cliq("clean"), cliq("clean", "--origin", stack.apiUrl)];
  const failed = await Promise.all(runs);
  stage.cliq.model.clearFaults();
  for (const { code, stdout, stderr } of failed) {
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("`pnpm cliq authorize --stage local --rotate`");
    expect(stderr).not.toMatch(/deploy again|\p{Co}/iu);
  }
  await passMinute();
});

test("where the signing key is another one, drift writes no URL that the functions would refuse", async () => {
  const key = await stage.read("signing-key");
  const before = stage.cliq.model.actions();
  await stage.put("signing-key", Buffer.alloc(32, 8).toString("base64"));
  const healed = await cliq("drift", "--heal");
  await stage.put("signing-key", key);
  expect(healed.code).toBe(1);
  for (const part of ["echo, keep-row, store-file know", "pnpm cliq rotate --stage local"])
    expect(healed.stderr).toContain(part);
  expect(stage.cliq.model.actions()).toEqual(before);
});

test("a human's action with our name: the plan says conflict, the deployment fails, the rollback leaves it as it was", async () => {
  const theirs = stage.cliq.model
    .actAs(human)
    .create({ ...byHand, name: "Escalate", execution_url: "https://example.com/hook" }, Date.now());
  const before = stage.cliq.model.actions();
  await rename("Store file", "Escalate");
  const summary = join(folder, "summary.md");
  const ended = await runCliq(["plan", "--stage", "local", "--template", folder], {
    ...stage.environment,
    GITHUB_STEP_SUMMARY: summary,
  });
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain("1 conflict. The deployment would fail.");
  expect(ended.stdout.replaceAll(/\s+/g, " ")).toContain(
    `The other one has the id ${theirs.id} and was created by Robin Vale.`,
  );
  expect(await readFile(summary, "utf8")).toMatch(
    /^### Cliq plan, stage local\n[\s\S]+\| \*\*conflict\*\* \| store-file \| Escalate \|/u,
  );

  await expect(stage.deploy(folder)).rejects.toThrow(theirs.id);
  expect(stage.cliq.model.actions()).toEqual(before);
  expect(stage.cliq.model.actions().find(({ id }) => id === theirs.id)).toEqual(theirs);
  await rename("Escalate", "Store file");
  expect(await plan()).toMatchObject({ code: 0 });
});

test("clean removes what a lost stack's ledger has and what posts to the origin, and nothing else", async () => {
  const { model } = stage.cliq;
  const ours = model.actAs(model.person);
  const lost = ours.create(
    { ...byHand, name: "Lost", execution_url: "https://gone.execute-api.us-east-1.amazonaws.com/actions/lost/0" },
    Date.now(),
  );
  const orphan = ours.create(
    { ...byHand, name: "Orphan", execution_url: `${stack.apiUrl}/actions/orphan/0` },
    Date.now(),
  );
  const { dynamo, TableName } = openTable();
  const key = `registrations#arn:aws:cloudformation:us-east-1:000000000000:stack/${stackName}/gone#Actions`;
  // Another stage has adopted it, as its ledger tells; so does not every URL.
  const adopted = ours.create(
    { ...byHand, name: "Adopted", execution_url: "https://gone.execute-api.us-east-1.amazonaws.com/actions/adopted/0" },
    Date.now(),
  );
  const others = `${stackNameOf({ product: file.name, name: "dev" })}-Ledger-1`;
  await dynamo.send(
    new CreateTableCommand({
      TableName: others,
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const living = { actions: { taken: { phase: "registered", id: adopted.id, adopted: true } }, deadlines: {} };
  await dynamo.send(
    new PutItemCommand({
      TableName: others,
      Item: {
        pk: { S: `registrations#${stack.stackId}#Others` },
        lastWrite: { S: "1" },
        state: { S: JSON.stringify(living) },
      },
    }),
  );
  const state = {
    actions: {
      lost: { phase: "registered", id: lost.id },
      adopted: { phase: "registered", id: adopted.id },
      kept: { phase: "registered", id: find("Escalate")?.id, removal: "retain" },
    },
    deadlines: {},
  };
  await dynamo.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: key }, lastWrite: { S: "1" }, state: { S: JSON.stringify(state) } },
    }),
  );
  const named = (ended: Ended): string[] =>
    (parse(ended) as { leftovers: { name: string; proof: string }[] }).leftovers.map(
      ({ name, proof }) => `${name} ${proof}`,
    );

  const listed = await cliq("clean", "--origin", stack.apiUrl, "--json");
  expect(listed.code).toBe(2);
  expect(named(listed)).toEqual(["Lost ledger", "Orphan origin"]);
  expect(model.actions()).toContainEqual(lost);

  const before = model.actions().filter(({ id }) => id !== lost.id && id !== orphan.id);
  expect(before).toHaveLength(5);
  const cleaned = await cliq("clean", "--origin", stack.apiUrl, "--yes", "--json");
  expect(cleaned, cleaned.stderr).toMatchObject({ code: 0 });
  expect(named(cleaned)).toEqual(["Lost ledger", "Orphan origin"]);
  expect(model.actions()).toEqual(before);
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  dynamo.destroy();
  expect(JSON.parse(Items.find(({ pk }) => pk?.S === key)?.state?.S ?? "").actions).toEqual({
    adopted: state.actions.adopted,
    kept: state.actions.kept,
  });
  expect((await cliq("clean")).stdout).toBe(
    "Nothing was found in Cliq that stage local left, by ledgers of stacks that are gone.\n",
  );
});

test("the ledger's row deleted by hand: four verbs tell it, each as a failure, and none calls it nothing", async () => {
  const { model } = stage.cliq;
  const ids = ["Echo", "Keep row", "Store file"].map((name) => find(name)?.id ?? "none");
  await passMinute();
  await deleteRows(`registrations#${stack.stackId}#`);
  const [planned, planText, drift, cleaned, byOrigin, doctor] = await Promise.all([
    plan("--json"),
    plan(),
    cliq("drift", "--json"),
    cliq("clean"),
    cliq("clean", "--origin", stack.apiUrl, "--yes"),
    cliq("doctor", "--json"),
  ]);
  for (const ended of [planned, planText, drift, cleaned, byOrigin, doctor]) {
    expect(ended.code).toBe(1);
    const said = (ended.stdout + ended.stderr).replaceAll(/\s+/g, " ");
    expect(said).toContain("The ledger's row of stage local is gone");
    for (const id of ids) expect(said).toContain(id);
    expect(said).toContain("pnpm cliq rotate --stage local");
    expect(said).not.toMatch(/[Nn]othing (is|was|has been) registered|[Dd]eploy again/);
  }
  expect(planOf(planned).items.map(({ id }) => id)).toEqual(ids);
  expect(JSON.parse(doctor.stdout).checks).toContainEqual(
    expect.objectContaining({ check: "ledger", verdict: "fail", remedy: "pnpm cliq rotate --stage local" }),
  );
  expect(stage.logs.filter((line) => line.includes('"Outcome":"ledger_lost"')).length).toBeGreaterThan(0);
  for (const id of ids) expect(model.actions().map((action) => action.id)).toContain(id);

  // What they advise raises the version by one and deploys: that mends it, and the actions are the same ones.
  const rotated = await synthesiseLocal({ credentialVersion: 2 }, ["echo", "keep-row", "store-file"]);
  folders.push(rotated);
  await passMinute();
  await stage.deploy(rotated.folder);
  await passMinute();
  expect(["Echo", "Keep row", "Store file"].map((name) => find(name)?.id)).toEqual(ids);
  const after = await cliq("plan", "--template", rotated.folder, "--json");
  expect(after, after.stdout).toMatchObject({ code: 0 });
  expect(await cliq("drift")).toMatchObject({ code: 0 });
});

test("the ledger's row put back from before the last deployment: four verbs tell it, and nothing living is offered for removal", async () => {
  await passMinute();
  await changeRow(({ actions: { echo: _lacks, ...actions }, registered, ...state }) => ({
    ...state,
    actions,
    registered: { at: 0, properties: { ...registered?.properties, CredentialVersion: "1" } },
  }));
  const before = stage.cliq.model.actions();
  const verbs = [["drift", "--heal"], ["clean", "--origin", stack.apiUrl, "--yes"], ["doctor"]];
  const ended = await Promise.all([plan("--json"), ...verbs.map(async ([verb = "", ...args]) => cliq(verb, ...args))]);
  for (const { code, stdout, stderr } of ended) {
    expect(code).toBe(1);
    const said = (stdout + stderr).replaceAll(/\s+/g, " ");
    expect(said).toContain("The ledger's row of stage local says something else than its stack has registered");
    expect(said).toContain("pnpm cliq rotate --stage local");
    expect(said).not.toContain("orphan");
  }
  expect(stage.cliq.model.actions()).toEqual(before);
});

test("what cannot be done is one sentence and exit code 1", async () => {
  const [unknown, strange, undeployed] = await Promise.all([
    runCliq(["plan", "--stage", "nowhere"], stage.environment),
    cliq("clean", "--origin", "ftp://example.com"),
    runCliq(["drift", "--stage", "local", "--json"], { ...stage.environment, AWS_ACCESS_KEY_ID: "AKIAUNKNOWN" }),
  ]);
  expect(unknown).toEqual({
    code: 1,
    stdout: "",
    stderr: `Stage "nowhere" is not in infra/stages.ts. Known stages: ${Object.keys(file.stages).join(", ")}.\n`,
  });
  expect(strange).toMatchObject({ code: 1, stderr: expect.stringMatching(/^--origin must be an https origin/u) });
  expect(undeployed.code).toBe(1);
  expect(parse(undeployed)).toMatchObject({
    ok: false,
    stage: "local",
    error: expect.stringMatching(/^AWS does not take these credentials/u),
  });
});
