import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "./build-app.ts";
import type { CliqActionsStack } from "./cliq-actions-stack.ts";
import { fineOutcomes, tellingOutcomes } from "./constructs/watch-outcomes.ts";
import { discoverActions } from "./discovery/discover-actions.ts";
import { chooseStage, stageSchema } from "./stages/define-stages.ts";
import { stackNameOf } from "./stages/stage-names.ts";
import { type DescribedFunction, describeFunctions } from "./testing/describe-functions.ts";
import { namesIn, readTable } from "./testing/read-table.ts";
import { backgroundActions, testActions } from "./testing/test-actions.ts";

const outdir = mkdtempSync(join(tmpdir(), "architecture-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const minimal = { organizationId: "1", dataCentre: "EU" } as const;
let template: Template;
let functions: readonly DescribedFunction[];

beforeAll(async () => {
  const connections = { "call-api": { noticeBoard: "https://eu.notice-board.example" } };
  const paused = { echo: "Later." };
  const file = {
    name: "acme",
    stages: { dev: { ...minimal, verifySignature: true, functionOwner: "ops@example.com", connections, paused } },
  };
  const stage = chooseStage(file, "dev");
  const actions = [...(await discoverActions(testActions)), ...(await discoverActions(backgroundActions))];
  const app = buildApp(stage, actions, { outdir });
  template = Template.fromStack(app.node.findChild(stackNameOf(stage)) as CliqActionsStack);
  functions = describeFunctions(
    template,
    actions.map(({ slug }) => slug),
  );
});

const isWebhook = ({ kind }: DescribedFunction): boolean => kind.startsWith("webhook");
const isWorker = ({ kind }: DescribedFunction): boolean => kind.startsWith("worker");

test("the table of stage keys names every key of the schema, with its default", () => {
  const rows = readTable("architecture.md", "### `infra/stages.ts`");
  const documented = new Map(
    rows.flatMap(([keys, , initial]) => namesIn(keys).map((key) => [key.split(".")[0] ?? "", initial ?? ""] as const)),
  );
  expect([...documented.keys()].toSorted()).toEqual(Object.keys(stageSchema.shape).toSorted());
  for (const [key, value] of Object.entries(stageSchema.parse(minimal))) {
    if (typeof value !== "object" && !(key in minimal))
      expect(documented.get(key)?.replaceAll("`", ""), key).toBe(String(value));
  }
});

test("the table of environment variables names every variable, and who has it", () => {
  const rows = readTable("architecture.md", "### Environment variables");
  const documented = new Map(rows.flatMap(([names, who]) => namesIn(names).map((name) => [name, who ?? ""] as const)));
  for (const name of new Set(functions.flatMap(({ variables }) => variables))) {
    const holders = functions.filter(({ variables }) => variables.includes(name));
    const others = holders.filter((one) => !isWebhook(one)).map((one) => (isWorker(one) ? "worker" : one.kind));
    const who = documented.get(name) ?? `${name} is not in the table`;
    for (const kind of others) expect(who === "all" || who.includes(kind), `${name}: ${who}`).toBe(true);
    if (holders.some(isWebhook)) expect(who, name).toMatch(/^all$|webhook/);
  }
  for (const [name, who] of documented) {
    const isThere = functions.some(({ variables }) => variables.includes(name));
    expect(isThere, `${name}: ${who}`).toBe(!/^nobody|^webhook of `/.test(who));
  }
});

test("the table of roles tells of every function what it may do, and of no more", () => {
  const documented = new Map<string, string[]>();
  let kind = "";
  for (const [who = "", may = ""] of readTable("architecture.md", "## What each function may do")) {
    if (who !== "") kind = who;
    documented.set(kind, [...(documented.get(kind) ?? []), ...namesIn(may)]);
  }
  for (const one of functions.filter((found) => !isWebhook(found) && !isWorker(found))) {
    expect([...new Set(documented.get(one.kind))].toSorted(), one.kind).toEqual(one.actions);
  }
  // The one whose infra.ts grants nothing.
  const worker = functions.find(({ kind: of }) => of === "worker of `wait`");
  expect(
    documented
      .get("worker of an action with background work")
      ?.filter((name) => name.includes(":"))
      .toSorted(),
  ).toEqual(worker?.actions);
});

test("the table of secrets tells of every role which it can read", () => {
  const documented = new Map(
    readTable("security.md", "## What each role can read").map(([who = "", reads]) => [who, namesIn(reads).toSorted()]),
  );
  for (const { kind, reads } of functions.filter((one) => !isWebhook(one) && !isWorker(one))) {
    const general = reads.map((name) => name.replace(/^.*\/_context-key$/, "<slug>/_context-key"));
    expect(documented.get(kind), kind).toEqual([...new Set(general)].toSorted());
  }
  for (const { kind, reads } of functions.filter(isWorker)) expect(reads, kind).toEqual(["oauth/access-token"]);
  expect(documented.get("an action's worker")).toEqual([
    "<slug>/<secret>",
    "<slug>/_context-key",
    "oauth/access-token",
  ]);
  expect(documented.get("an action's webhook")).toEqual(["<slug>/<secret>", "<slug>/_context-key"]);
  const own = {
    "webhook of `call-api`": ["call-api/api-key"],
    "webhook of `ask-form`": ["ask-form/_context-key"],
  } as Readonly<Record<string, string[]>>;
  for (const { kind, reads } of functions.filter(isWebhook)) expect(reads, kind).toEqual(own[kind] ?? []);
});

test("the table of alarms names every alarm", () => {
  const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")).map(
    ({ Properties }) => /#(\w+)$/.exec(String(Properties.AlarmDescription))?.[1] ?? "",
  );
  const documented = readTable("architecture.md", "## Logs and metrics").flatMap(([names]) => namesIn(names));
  expect(documented.toSorted()).toEqual([...new Set(alarms)].toSorted());
});

test("every outcome that the order of checks can end in is fine, or has an alarm that says what to do", () => {
  const heading = "### Order of the checks, and what each failure answers";
  const known: readonly string[] = [...fineOutcomes, ...Object.keys(tellingOutcomes)];
  for (const [, , code] of readTable("architecture.md", heading)) {
    for (const name of namesIn(code)) expect(known).toContain(name);
  }
});
