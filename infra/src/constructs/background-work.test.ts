import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp, checkByRules } from "../build-app.ts";
import type { CliqActionsStack } from "../cliq-actions-stack.ts";
import { discoverActions, type DiscoveredAction, type DiscoveredWebhook } from "../discovery/discover-actions.ts";
import { chooseStage } from "../stages/define-stages.ts";
import { describeFunctions } from "../testing/describe-functions.ts";
import { staleAcknowledgements } from "../testing/stale-acknowledgements.ts";
import { backgroundActions } from "../testing/test-actions.ts";

const outdir = mkdtempSync(join(tmpdir(), "cdk-out-"));
const stage = chooseStage({ name: "acme", stages: { dev: { organizationId: "777", dataCentre: "EU" } } }, "dev");
let discovered: readonly DiscoveredAction[];
let app: ReturnType<typeof buildApp>;
let stack: CliqActionsStack;
let template: Template;

beforeAll(async () => {
  discovered = await discoverActions(backgroundActions);
  app = buildApp(stage, discovered, { outdir });
  await checkByRules(app);
  stack = app.node.findChild("acme-dev") as CliqActionsStack;
  template = Template.fromStack(stack);
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const keepLater = (): DiscoveredWebhook => discovered.find(({ slug }) => slug === "keep-later") as DiscoveredWebhook;
const synthesise = (changes: Partial<DiscoveredWebhook>): CliqActionsStack =>
  buildApp(stage, [{ ...keepLater(), ...changes }], {
    outdir,
    context: { "aws:cdk:bundling-stacks": [] },
  }).node.findChild("acme-dev") as CliqActionsStack;

test("synth warns of nothing, and nothing is acknowledged in vain", () => {
  expect(Annotations.fromStack(stack).findWarning("*", Match.anyValue())).toEqual([]);
  expect(staleAcknowledgements(app)).toEqual([]);
});

test("the queue gives a job six times its worker's time, six receives and four days; dead letters are kept for fourteen", () => {
  const queues = (properties: object): number =>
    Object.keys(template.findResources("AWS::SQS::Queue", { Properties: properties })).length;
  expect(queues({ SqsManagedSseEnabled: true })).toBe(4);
  expect(
    queues({ VisibilityTimeout: 180, MessageRetentionPeriod: 345_600, RedrivePolicy: { maxReceiveCount: 6 } }),
  ).toBe(1);
  expect(
    queues({ VisibilityTimeout: 360, MessageRetentionPeriod: 345_600, RedrivePolicy: { maxReceiveCount: 6 } }),
  ).toBe(1);
  expect(queues({ MessageRetentionPeriod: 1_209_600 })).toBe(2);
  template.allResourcesProperties("AWS::SQS::QueuePolicy", {
    PolicyDocument: {
      Statement: [{ Action: "sqs:*", Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    },
  });
});

test("the worker is what the queue calls: one job at a time, five at once, and it names those that failed", () => {
  template.resourceCountIs("AWS::Lambda::EventSourceMapping", 2);
  template.allResourcesProperties("AWS::Lambda::EventSourceMapping", {
    BatchSize: 1,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ScalingConfig: { MaximumConcurrency: 5 },
    FunctionName: { Ref: Match.stringLikeRegexp("^\\w+BackgroundWorker\\w+Aliaslive") },
  });
  template.hasResourceProperties("AWS::Lambda::Function", { Handler: "index.worker", Timeout: 30 });
  template.hasResourceProperties("AWS::Lambda::Function", { Handler: "index.worker", Timeout: 60 });
});

test("what was taken on before the stage paused the action waits in the queue", () => {
  const paused = { ...stage, paused: { "keep-later": "Back on Monday." } };
  const context = { "aws:cdk:bundling-stacks": [] };
  const still = buildApp(paused, [keepLater()], { outdir, context }).node.findChild("acme-dev") as CliqActionsStack;
  Template.fromStack(still).hasResourceProperties("AWS::Lambda::EventSourceMapping", { Enabled: false });
  template.hasResourceProperties("AWS::Lambda::EventSourceMapping", { Enabled: Match.absent() });
});

test("only the worker may read the access to Cliq and its jobs; the webhook hands jobs over, and is told of nothing else", () => {
  const functions = describeFunctions(template, ["keep-later", "wait"]);
  const of = (kind: string): unknown => {
    const { reads, actions } = functions.find((one) => one.kind === kind) ?? {};
    return { reads, actions };
  };
  expect(of("webhook of `keep-later`")).toEqual({ reads: [], actions: ["sqs:SendMessage"] });
  expect(of("worker of `keep-later`")).toEqual({
    reads: ["oauth/access-token"],
    actions: [
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "lambda:InvokeFunction",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "ssm:GetParameter",
    ],
  });
});

test("work that is only late runs in both functions, and an infra.ts that tells one of them alone is refused", () => {
  const { action, infra } = keepLater();
  const late = { ...action, background: { ...action.background, when: "late" as const } };
  expect(() => synthesise({ action: late })).toThrow(
    'Action folder "keep-later" has two functions that run its code, and its infra.ts tells only one of them of TABLE_NAME: do for each of site.handlers what it does for site.handler.',
  );
  const told = Template.fromStack(
    synthesise({
      action: late,
      infra: (site) => {
        for (const handler of site.handlers) handler.addEnvironment("TABLE_NAME", "rows");
        expect(infra).toBeDefined();
      },
    }),
  );
  expect(
    Object.keys(
      told.findResources("AWS::Lambda::Function", {
        Properties: { Environment: { Variables: { TABLE_NAME: "rows" } } },
      }),
    ),
  ).toHaveLength(2);
});

test("a bundle without a worker where one is due, or with one where none is, is refused in a sentence", () => {
  const build = (changes: Partial<DiscoveredWebhook>): unknown =>
    buildApp(stage, [{ ...keepLater(), ...changes }], { outdir });
  const { background: _background, ...plain } = keepLater().action;
  expect(() => build({ action: plain })).toThrow(
    'keep-later/lambda.ts exports a "worker", and its declaration has no background',
  );
  const echo = join(import.meta.dirname, "../testing/actions/echo/lambda.ts");
  expect(() => build({ entry: echo })).toThrow(
    'echo/lambda.ts exports no "worker", and its declaration has background: export const { handler, worker } = serveInBackground(action, { … });',
  );
});

test("each queue and worker has its alarms, and they are in the runbook", () => {
  const runbook = readFileSync(new URL("../../../docs/alarms.md", import.meta.url), "utf8");
  for (const name of ["dead_letters", "jobs_waiting", "worker_errors"]) expect(runbook).toContain(`\n### ${name}\n`);
  const names = Object.keys(template.findResources("AWS::CloudWatch::Alarm")).filter((id) => /keeplater/.test(id));
  expect(names.map((id) => /Alarms(\w+?)keeplater/.exec(id)?.[1] ?? id).toSorted()).toEqual([
    "deadletters",
    "jobswaiting",
    "tablethrottles",
    "tablethrottles",
    "webhookerrors",
    "workererrors",
  ]);
});
