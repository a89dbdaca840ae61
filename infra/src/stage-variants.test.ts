import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Match, Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp, checkByRules } from "./build-app.ts";
import { type DiscoveredAction, discoverActions } from "./discovery/discover-actions.ts";
import { chooseStage, type StageInput, stageSchema } from "./stages/define-stages.ts";
import { testActions } from "./testing/test-actions.ts";

const outdir = mkdtempSync(join(tmpdir(), "cdk-out-"));
let actions: readonly DiscoveredAction[];
let plain: Synthesised;
beforeAll(async () => {
  actions = await discoverActions(testActions);
  plain = await synthesise({});
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
interface Synthesised {
  readonly template: Template;
  /** What CloudFormation is given beside the template. */
  readonly tags: unknown;
  readonly terminationProtection: unknown;
}

async function synthesise(settings: Partial<StageInput>): Promise<Synthesised> {
  const input: StageInput = { organizationId: "777", dataCentre: "EU", ...settings };
  const stage = chooseStage({ name: "acme-actions", stages: { test: input } }, "test");
  const app = buildApp(stage, actions, { outdir });
  await checkByRules(app);
  const artifact = app.synth().getStackByName("acme-actions-test");
  const template = Template.fromJSON(JSON.parse(readFileSync(artifact.templateFullPath, "utf8")) as object);
  return { template, tags: artifact.tags, terminationProtection: artifact.terminationProtection };
}

const environmentsOf = (template: Template): Record<string, unknown>[] =>
  Object.values(template.findResources("AWS::Lambda::Function")).map(
    ({ Properties }) => (Properties as { Environment: { Variables: Record<string, unknown> } }).Environment.Variables,
  );
const webhooksOf = (template: Template): Record<string, unknown>[] =>
  environmentsOf(template).filter((environment) => "ACTION_SLUG" in environment);

test("a stage with nothing but its organisation: no signature, no protection, a week of logs, the cheapest that works", () => {
  const { template, tags, terminationProtection } = plain;
  expect(tags).toEqual({ Product: "acme-actions", Stage: "test" });
  expect(terminationProtection).toBeFalsy();
  for (const environment of webhooksOf(template)) {
    expect(environment).toMatchObject({ SIGNATURE: "off", CREDENTIAL_VERSION: "1" });
    expect(environment).not.toHaveProperty("CLIQ_PUBLIC_KEY");
  }
  template.allResourcesProperties("Custom::CliqCredential", { VerifySignature: false });
  template.allResources("AWS::DynamoDB::Table", {
    DeletionPolicy: "Delete",
    Properties: { DeletionProtectionEnabled: false },
  });
  template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 7 });
  template.resourceCountIs("AWS::SNS::Subscription", 0);
});

test("with verifySignature every webhook requires the signature and holds the key; the key's function may read it", async () => {
  const { template } = await synthesise({ verifySignature: true });
  const webhooks = webhooksOf(template);
  expect(webhooks).not.toHaveLength(0);
  for (const environment of webhooks) {
    expect(environment).toMatchObject({
      SIGNATURE: "required",
      CLIQ_PUBLIC_KEY: { "Fn::GetAtt": [expect.stringMatching(/Credential/) as string, "PublicKey"] },
    });
  }
  template.allResourcesProperties("Custom::CliqCredential", { VerifySignature: true });
  template.hasResourceProperties("AWS::IAM::Policy", {
    PolicyName: Match.stringLikeRegexp("^SigningKey"),
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Resource: { "Fn::Join": ["", Match.arrayWith([Match.stringLikeRegexp("cliq-public-key")])] },
        }),
      ]),
    },
  });
});

test("production keeps and protects what holds data, keeps logs for a month and is not deleted by a slip", async () => {
  const { template, terminationProtection } = await synthesise({ production: true });
  expect(terminationProtection).toBe(true);
  template.resourceCountIs("AWS::DynamoDB::Table", 2);
  template.allResources("AWS::DynamoDB::Table", {
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: Match.objectLike({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  });
  template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 30 });
});

test("a stage with every option there is hands each of them on", async () => {
  const every: Required<StageInput> = {
    organizationId: "777",
    dataCentre: "IN",
    defaultLanguage: "pt-BR",
    credentialVersion: 7,
    verifySignature: true,
    production: true,
    registration: { scope: "personal", nameSuffix: " (all)" },
    functionOwner: "ops@example.com",
    alarmEmail: "ops@example.com",
    budgetShare: 0.3,
    authorizedBy: "Ada",
    onDeleteAuthFailure: "retain",
    driftEveryHours: 6,
    healDrift: true,
    connections: { "call-api": { noticeBoard: "https://eu.notice-board.example" } },
    translator: { kind: "deepl", neverTranslate: ["Acme"], showOriginal: true, formality: "formal" },
    desk: { kind: "jira", origin: "https://acme.atlassian.net", project: "OPS" },
    paused: { echo: "Back on Monday." },
    pausedAll: "We move house.",
    account: "123456789012",
    region: "eu-west-1",
  };
  expect(Object.keys(every).toSorted()).toEqual(Object.keys(stageSchema.shape).toSorted());
  const { template } = await synthesise(every);
  const variables = environmentsOf(template);
  for (const webhook of webhooksOf(template))
    expect(webhook).toMatchObject({ CLIQ_ORGANIZATION_ID: "777", CREDENTIAL_VERSION: "7", SIGNATURE: "required" });
  for (const name of ["HEAL_DRIFT", "BUDGET_SHARE", "CLIQ_DATA_CENTRE", "CONNECTION_ORIGINS"])
    expect(
      variables.flatMap((environment) => environment[name] ?? []),
      name,
    ).toContain(
      {
        HEAL_DRIFT: "true",
        BUDGET_SHARE: "0.3",
        CLIQ_DATA_CENTRE: "IN",
        CONNECTION_ORIGINS: '{"noticeBoard":"https://eu.notice-board.example"}',
      }[name],
    );
  const paused = variables.flatMap(({ ACTION_SLUG: slug, PAUSED: sentence }) =>
    sentence === undefined && slug === undefined ? [] : [[slug === "echo", sentence]],
  );
  expect(paused.length).toBe(webhooksOf(template).length);
  for (const [isEcho, sentence] of paused)
    expect(sentence).toBe(`This action is paused. ${isEcho ? "Back on Monday." : "We move house."}`);
  template.hasResourceProperties("AWS::Events::Rule", { ScheduleExpression: "rate(6 hours)" });
  template.hasResourceProperties("AWS::SNS::Subscription", { Endpoint: "ops@example.com" });
  const [registrations] = Object.values(template.findResources("Custom::CliqMessageActions"));
  const { Manifest, ...rest } = registrations!.Properties as Record<string, string>;
  expect(rest).toMatchObject({ OnDeleteAuthFailure: "retain", CredentialVersion: 7 });
  const { actions: declared } = JSON.parse(Manifest ?? "") as { actions: { name: string; scope: string }[] };
  for (const { name, scope } of declared) expect([name.endsWith(" (all)"), scope]).toEqual([true, "personal"]);
});

test("whatever is invoked through Lambda's queue says how long an event stays there and how often it is tried again", () => {
  const { template } = plain;
  const configured = Object.values(template.findResources("AWS::Lambda::EventInvokeConfig")).map(({ Properties }) => {
    const { FunctionName, MaximumEventAgeInSeconds, MaximumRetryAttempts, Qualifier } = Properties as {
      FunctionName: { Ref: string };
      MaximumEventAgeInSeconds: number;
      MaximumRetryAttempts: number;
      Qualifier: string;
    };
    const name = FunctionName.Ref.replace(/Function.*/, "");
    return [name, MaximumEventAgeInSeconds, MaximumRetryAttempts, Qualifier] as const;
  });
  expect(configured.toSorted(([one], [other]) => one.localeCompare(other))).toEqual([
    ["DriftCheck", 3_600, 0, "$LATEST"],
    ["RegistrationsRegistrar", 3_600, 2, "$LATEST"],
    ["SigningKey", 3_600, 2, "$LATEST"],
    ["TokenKeeper", 1_500, 2, "$LATEST"],
  ]);
  const resources = Object.values((template.toJSON() as { Resources: Record<string, Resource> }).Resources);
  const queued = resources.flatMap(({ Type, Properties }) => [
    ...(Type.startsWith("Custom::") ? [Properties?.["ServiceToken"]] : []),
    ...(Type === "AWS::Events::Rule" ? [Properties?.["Targets"]] : []),
  ]);
  for (const id of Object.keys(template.findResources("AWS::Lambda::Function")))
    expect([id, JSON.stringify(queued).includes(`"${id}"`)]).toEqual([
      id,
      configured.some(([name]) => id.startsWith(name)),
    ]);
});

test("the API waits longer for a function than it may run", () => {
  const { template } = plain;
  template.allResourcesProperties("AWS::ApiGatewayV2::Integration", { TimeoutInMillis: 15_000 });
});

test("every table has an alarm on throttled requests that names it, also an action's", () => {
  const { template } = plain;
  const tables = Object.keys(template.findResources("AWS::DynamoDB::Table"));
  const watched = Object.values(template.findResources("AWS::CloudWatch::Alarm")).flatMap(({ Properties }) => {
    const metrics = JSON.stringify((Properties as { Metrics?: object }).Metrics ?? []);
    return /"ReadThrottleEvents".*"WriteThrottleEvents"/.test(metrics)
      ? [/"TableName","Value":\{"Ref":"(\w+)"/.exec(metrics)?.[1] ?? "no table"]
      : [];
  });
  expect(watched.toSorted()).toEqual(tables.toSorted());
  for (const name of ["Ledger/Table", "keep-row/Rows"])
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmDescription: `DynamoDB throttled requests to the table ${name}. See docs/alarms.md#table_throttles`,
    });
});
