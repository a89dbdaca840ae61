import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discoverActions, type DiscoveredWebhook } from "./discovery/discover-actions.ts";
import { Aws, Validations } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { CfnPolicy } from "aws-cdk-lib/aws-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp, checkByRules } from "./build-app.ts";
import type { CliqActionsStack } from "./cliq-actions-stack.ts";
import { chooseStage } from "./stages/define-stages.ts";
import { staleAcknowledgements } from "./testing/stale-acknowledgements.ts";
import { testActions } from "./testing/test-actions.ts";

// One folder for every synthesis here: CDK then bundles each function once.
const outdir = mkdtempSync(join(tmpdir(), "cdk-out-"));
const connections = { "call-api": { noticeBoard: "https://eu.notice-board.example" } };
const stage = chooseStage(
  {
    name: "acme-actions",
    stages: { prod: { organizationId: "777", dataCentre: "US", production: true, connections } },
  },
  "prod",
);
/** Of the actions that a function of ours serves; the script runs inside Zoho. */
const slugs = ["ask-form", "call-api", "echo", "keep-row", "store-file"];
let discovered: Awaited<ReturnType<typeof discoverActions>>;
let stack: CliqActionsStack;
let template: Template;
let resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>;

beforeAll(async () => {
  discovered = await discoverActions(testActions);
  const app = buildApp(stage, discovered, { outdir });
  await checkByRules(app);
  stack = app.node.findChild("acme-actions-prod") as CliqActionsStack;
  template = Template.fromStack(stack);
  resources = template.toJSON().Resources;
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const ofType = (type: string): [string, (typeof resources)[string]][] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);
const statementsOf = (logicalIdPart: string): { Action: string | string[]; Resource: unknown }[] =>
  ofType("AWS::IAM::Policy")
    .filter(([id]) => id.startsWith(logicalIdPart))
    .flatMap(
      ([, policy]) =>
        (policy.Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] })
          .Statement,
    );
const actionsOf = (logicalIdPart: string): string[] =>
  statementsOf(logicalIdPart)
    .flatMap(({ Action }) => Action)
    .toSorted();

test("synth warns of nothing, least of all of what a function is told of and may use", () => {
  expect(Annotations.fromStack(stack).findWarning("*", Match.anyValue())).toEqual([]);
});

test("more actions than CloudFormation takes resources for are refused in a sentence that says how many fit", () => {
  const [one] = discovered.flatMap((action) => (action.slug === "echo" && "entry" in action ? [action] : []));
  const many = Array.from({ length: 48 }, (_, at) => ({
    ...one!,
    slug: `echo-${at}`,
    action: { ...one!.action, name: `Echo ${at}` },
  }));
  expect(() => buildApp({ ...stage, connections: {} }, many, { outdir })).toThrow(
    /^48 actions make a stack of \d{3} resources, and CloudFormation takes 500: about 4\d of these fit\./,
  );
});

test("one route per action, POST only, and nothing else is routed", () => {
  const routes = ofType("AWS::ApiGatewayV2::Route").map(([, route]) => route.Properties.RouteKey);
  expect(routes).toEqual(slugs.map((slug) => `POST /actions/${slug}/{credential}`));
});

test("a route is served by a published version that changes with the credential version", () => {
  expect(ofType("AWS::Lambda::Alias")).toHaveLength(slugs.length);
  expect(ofType("AWS::Lambda::Version")).toHaveLength(slugs.length);
  template.allResourcesProperties("AWS::ApiGatewayV2::Integration", {
    PayloadFormatVersion: "2.0",
    IntegrationUri: { Ref: Match.stringLikeRegexp("Aliaslive") },
  });
});

test("every function is Node 24 on arm64, and none knows an origin to override or a secret", () => {
  template.allResourcesProperties("AWS::Lambda::Function", {
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Handler: "index.handler",
  });
  for (const [, { Properties }] of ofType("AWS::Lambda::Function")) {
    const names = Object.keys((Properties.Environment as { Variables: object }).Variables);
    for (const name of ["CLIQ_ORIGIN", "ZOHO_ACCOUNTS_ORIGIN"]) expect(names).not.toContain(name);
    expect(names.filter((name) => /SECRET|TOKEN(?!_KEEPER)|PASSWORD|^SIGNING/.test(name))).toEqual([]);
    expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
  }
});

test("a webhook's role does only what its action needs", () => {
  const log = ["logs:CreateLogStream", "logs:PutLogEvents"];
  expect(actionsOf("callapi")).toEqual([...log, "ssm:GetParameter"]);
  expect(actionsOf("echo")).toEqual(log);
  expect(actionsOf("keeprow")).toEqual(["dynamodb:PutItem", ...log]);
  expect(actionsOf("storefile")).toEqual([...log, "s3:PutObject"]);
});

test("a webhook can read the secrets of its own connections, no other parameter, and is told where they are", () => {
  for (const slug of slugs) {
    const reads = statementsOf(slug.replace("-", "")).filter(({ Action }) => JSON.stringify(Action).includes("ssm:"));
    const parameters = JSON.stringify(reads.map(({ Resource }) => Resource)).match(/:parameter\/[^"]+/g) ?? [];
    const own = { "call-api": ["call-api/api-key"], "ask-form": ["ask-form/_context-key"] }[slug] ?? [];
    expect(parameters, slug).toEqual(own.map((name) => `:parameter/acme-actions/prod/${name}`));
    const [[, webhook] = []] = ofType("AWS::Lambda::Function").filter(([id]) => id.startsWith(slug.replace("-", "")));
    const environment = webhook?.Properties.Environment as { Variables: Record<string, unknown> } | undefined;
    expect([environment?.Variables.PARAMETER_PREFIX, environment?.Variables.CONNECTION_ORIGINS], slug).toEqual([
      own.length > 0 ? "/acme-actions/prod" : undefined,
      slug === "call-api" ? '{"noticeBoard":"https://eu.notice-board.example"}' : undefined,
    ]);
  }
});

test("every function logs JSON, Lambda's own lines included, and its metrics go to the product's namespace", () => {
  template.allResourcesProperties("AWS::Lambda::Function", {
    LoggingConfig: Match.objectLike({ LogFormat: "JSON", SystemLogLevel: "INFO" }),
    Environment: { Variables: Match.objectLike({ METRIC_NAMESPACE: "acme-actions", STAGE: "prod" }) },
  });
});

test("what an infra.ts throws is a sentence that names the folder", () => {
  const [action] = discovered.filter(({ slug }) => slug === "echo");
  const infra = (): never => {
    throw new TypeError("scope is not iterable");
  };
  const broken = { ...action, infra } as (typeof discovered)[number];
  expect(() =>
    buildApp(stage, [...discovered.filter(({ slug }) => slug === "call-api"), broken], {
      outdir,
    }),
  ).toThrow('Action folder "echo" cannot be deployed, because its infra.ts fails: scope is not iterable');
});

test("an infra.ts that returns a promise is refused: what it would add later nobody deploys", () => {
  const [action] = discovered.filter(({ slug }) => slug === "call-api");
  const infra = (): unknown => Promise.reject(new Error("too late"));
  const broken = { ...action, infra } as (typeof discovered)[number];
  expect(() => buildApp(stage, [broken], { outdir })).toThrow(
    'Action folder "call-api" cannot be deployed, because its infra.ts returns a promise',
  );
});

test("a function is as large as its declaration says, and 512 MB and 14 seconds without one", () => {
  const sizesOf = (from: Template): [unknown, unknown][] =>
    Object.values(from.findResources("AWS::Lambda::Function"))
      .map(({ Properties }) => Properties as Record<string, unknown>)
      .filter(({ Environment }) => JSON.stringify(Environment).includes("ACTION_SLUG"))
      .map(({ MemorySize, Timeout }) => [MemorySize, Timeout]);
  expect(sizesOf(template)).toEqual(slugs.map(() => [512, 14]));
  const [found] = discovered.filter(({ slug }) => slug === "call-api");
  const large = { ...found, action: { ...found?.action, compute: { memoryMb: 1_024, timeoutSeconds: 5 } } };
  const app = buildApp(stage, [large as (typeof discovered)[number]], { outdir });
  expect(sizesOf(Template.fromStack(app.node.findChild("acme-actions-prod") as CliqActionsStack))).toEqual([
    [1_024, 5],
  ]);
});

test("each webhook has an alarm of its own, which names the action and counts errors and throttles of its function", () => {
  for (const slug of slugs) {
    const [[id] = []] = ofType("AWS::Lambda::Function").filter(([name]) =>
      name.startsWith(`${slug.replace("-", "")}Webhook`),
    );
    const own = ofType("AWS::CloudWatch::Alarm").filter(([, { Properties }]) =>
      String(Properties.AlarmDescription).startsWith(`The function of "${slug}" `),
    );
    expect(own, slug).toHaveLength(1);
    const metrics = (
      own.flatMap(([, { Properties }]) => Properties.Metrics) as { MetricStat?: { Metric: object } }[]
    ).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    expect(metrics).toEqual(
      ["Errors", "Throttles"].map((MetricName) => ({
        Namespace: "AWS/Lambda",
        MetricName,
        Dimensions: [{ Name: "FunctionName", Value: { Ref: id } }],
      })),
    );
  }
});

test("only the token keeper can read the OAuth client and refresh token", () => {
  for (const [id, policy] of ofType("AWS::IAM::Policy")) {
    const text = JSON.stringify(policy);
    expect(/oauth\/(client|refresh-token)/.test(text), id).toBe(id.startsWith("TokenKeeper"));
    expect(text.includes("/signing-key"), id).toBe(/^(SigningKey|RegistrationsRegistrar|DriftCheck)/.test(id));
  }
});

test("the token keeper runs on a schedule, and touches one row of the ledger", () => {
  template.hasResourceProperties("AWS::Events::Rule", {
    ScheduleExpression: "rate(25 minutes)",
    Targets: [Match.objectLike({ Input: '{"scheduled":true}' })],
  });
  const row = statementsOf("TokenKeeper").find(({ Action }) => Action.includes("dynamodb:PutItem"));
  expect(row).toMatchObject({
    Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
    Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["oauth#access-token"] } },
  });
});

test("Cliq is compared with the ledger once a day by a function that may not change the OAuth access, and differences have alarms", () => {
  template.hasResourceProperties("AWS::Events::Rule", {
    ScheduleExpression: "rate(1 day)",
    Targets: [Match.objectLike({ Input: "{}" })],
  });
  const [[id] = []] = ofType("Custom::CliqMessageActions");
  template.hasResourceProperties("AWS::Lambda::Function", {
    Environment: {
      Variables: Match.objectLike({ REGISTRATIONS_ID: id, HEAL_DRIFT: "false", STACK_ID: { Ref: "AWS::StackId" } }),
    },
  });
  expect(actionsOf("Drift").filter((action) => !action.startsWith("logs:"))).toEqual([
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "lambda:InvokeFunction",
    "s3:GetObject",
    "ssm:GetParameter",
  ]);
  for (const metric of ["Drifted", "Orphans"]) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      Namespace: "acme-actions",
      MetricName: metric,
      Threshold: 1,
      Period: 86_400,
    });
  }
});

test("Cliq hears of the URLs after routes, stage, integrations and permissions", () => {
  const [[, registrations] = []] = ofType("Custom::CliqMessageActions");
  const awaited = new Set(registrations?.DependsOn);
  const invocable = ofType("AWS::Lambda::Permission").filter(
    ([, { Properties }]) => Properties.Principal === "apigateway.amazonaws.com",
  );
  expect(invocable).toHaveLength(slugs.length);
  const needed = ["Route", "Stage", "Integration"].flatMap((kind) => ofType(`AWS::ApiGatewayV2::${kind}`));
  for (const [id] of [...needed, ...invocable, ...ofType("AWS::Lambda::Alias")]) expect(awaited).toContain(id);
  expect(registrations?.Properties).toMatchObject({ ServiceTimeout: "3600", CredentialVersion: 1 });
  const manifest: { actions: { slug: string }[] } = JSON.parse(registrations?.Properties.Manifest as string);
  expect(manifest.actions.map(({ slug }) => slug)).toEqual([
    "ask-form",
    "call-api",
    "echo",
    "keep-row",
    "run-script",
    "store-file",
  ]);
});

test("an action with functions knows their names and may read its key, which is made before; no other has either", () => {
  const functionOf = (slug: string): Record<string, string> => {
    const [[, found] = []] = ofType("AWS::Lambda::Function").filter(([id]) => id.startsWith(`${slug}Webhook`));
    const environment = found?.Properties.Environment as { Variables: Record<string, string> } | undefined;
    return environment?.Variables ?? {};
  };
  expect(JSON.parse(functionOf("askform").FUNCTION_NAMES ?? "")).toEqual({ note: "Note", again: "Note again" });
  expect(functionOf("echo")).not.toHaveProperty("FUNCTION_NAMES");
  const contextKeys = (logicalIdPart: string): string[] =>
    statementsOf(logicalIdPart).flatMap(({ Action, Resource }) =>
      JSON.stringify(Resource).includes("/ask-form/_context-key") ? Action : [],
    );
  expect(contextKeys("askformWebhook")).toEqual(["ssm:GetParameter"]);
  expect(contextKeys("SigningKey").toSorted()).toEqual(["ssm:GetParameter", "ssm:PutParameter"]);
  expect(contextKeys("echoWebhook")).toEqual([]);
  const needed = ofType("Custom::CliqCredential").filter(([, { Properties }]) => Properties.ContextKey === true);
  expect(needed.map(([, { Properties }]) => Properties.Slug)).toEqual(["ask-form"]);
});

test("an action with functions whose lambda.ts serves none is refused at synthesis", () => {
  const echo = discovered.find(({ slug }) => slug === "echo") as DiscoveredWebhook;
  const form = discovered.find(({ slug }) => slug === "ask-form") as DiscoveredWebhook;
  const { functions = {} } = form.action;
  const without = { ...echo, action: { ...echo.action, functions } };
  expect(() => buildApp({ ...stage, connections: {} }, [without], { outdir })).toThrow(
    /^echo\/lambda\.ts has no functions\(\), but action\.ts/,
  );
});

test("throttling lets at least a hundred clicks in at once, and the access log leaves the path out", () => {
  template.hasResourceProperties("AWS::ApiGatewayV2::Stage", { DefaultRouteSettings: { ThrottlingBurstLimit: 100 } });
  const [[, apiStage] = []] = ofType("AWS::ApiGatewayV2::Stage");
  expect(JSON.stringify(apiStage?.Properties.AccessLogSettings)).not.toMatch(/context\.path|requestOverride/);
});

test("the registrar knows its share of Cliq's limits and may invoke the keeper and itself, nothing else", () => {
  const [[registrarId, registrar] = []] = ofType("AWS::Lambda::Function").filter(([id]) =>
    id.startsWith("RegistrationsRegistrar"),
  );
  expect(registrar?.Properties.Environment).toMatchObject({ Variables: { BUDGET_SHARE: "0.8" } });
  const [[keeperId] = []] = ofType("AWS::Lambda::Function").filter(([id]) => id.startsWith("TokenKeeper"));
  const invoked = statementsOf("Registrations").filter(({ Action }) => Action === "lambda:InvokeFunction");
  expect(invoked.map(({ Resource }) => Resource)).toEqual(
    [keeperId, registrarId].map((id) => ({ "Fn::GetAtt": [id, "Arn"] })),
  );
});

test("every alarm has its entry in docs/alarms.md", () => {
  const runbook = readFileSync(new URL("../../docs/alarms.md", import.meta.url), "utf8");
  const alarms = ofType("AWS::CloudWatch::Alarm").map(([, { Properties }]) => String(Properties.AlarmDescription));
  expect(alarms.length).toBeGreaterThan(8);
  for (const description of alarms) {
    const heading = /docs\/alarms\.md#(\w+)$/.exec(description)?.[1] ?? "no heading";
    expect(runbook).toContain(`\n### ${heading}\n`);
  }
});

test("a fork without any action synthesises: the API has no route, and Cliq is told of nothing", async () => {
  const app = buildApp({ ...stage, connections: {} }, [], { outdir });
  await checkByRules(app);
  app.synth();
  const none = Template.fromStack(app.node.findChild("acme-actions-prod") as CliqActionsStack);
  none.resourceCountIs("AWS::ApiGatewayV2::Route", 0);
  none.hasResourceProperties("Custom::CliqMessageActions", { Manifest: '{"version":1,"actions":[]}' });
});

test("every acknowledgement answers to a finding, of our constructs and of the actions of this repository", async () => {
  const production = { ...stage, connections: {}, verifySignature: true, alarmEmail: "ops@example.com" };
  for (const found of [discovered, await discoverActions(join(import.meta.dirname, "../../packages/actions/src"))])
    expect(staleAcknowledgements(buildApp(production, found, { outdir }))).toEqual([]);
});

test("an acknowledgement of nothing is told", () => {
  const app = buildApp({ ...stage, connections: {} }, [], { outdir });
  const ledger = app.node.findChild("acme-actions-prod").node.findChild("Ledger");
  Validations.of(ledger).acknowledge({ id: "AwsSolutions-S1", reason: "There once was a bucket." });
  expect(staleAcknowledgements(app)).toEqual(["acme-actions-prod/Ledger: AwsSolutions-S1"]);
});

test("a finding nobody acknowledged fails the synthesis", async () => {
  const app = buildApp({ ...stage, connections: {} }, [], { outdir });
  await checkByRules(app);
  const stack = app.node.findChild("acme-actions-prod") as CliqActionsStack;
  new CfnPolicy(stack, "Careless", {
    policyName: "careless",
    policyDocument: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: `arn:${Aws.PARTITION}:s3:::*` }] },
    roles: ["somebody"],
  });
  expect(() => app.synth()).toThrow(/AwsSolutions-IAM5\[Action::s3:\*\]/);
});
