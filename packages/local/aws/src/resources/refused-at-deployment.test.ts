import { afterAll, beforeAll, expect, it } from "vitest";

import { type LocalAws, startLocalAws } from "../index.ts";
import type { Template, TemplateResource } from "../template/template.ts";
import { functionResources } from "../testing/function-resources.ts";
import { httpApiResources } from "../testing/http-api-resources.ts";
import { queueResources } from "../testing/queue-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

type Resources = Record<string, TemplateResource>;
const one = (type: string, Properties: Record<string, unknown> = {}): TemplateResource => ({
  Type: `AWS::${type}`,
  Properties,
});
const twice = (type: string, Properties: Record<string, unknown>): Resources => ({
  One: one(type, Properties),
  Other: one(type, Properties),
});
const code = "exports.handler = async () => 1;";
const fn = functionResources("Fn", code);
const api = { ...fn, ...httpApiResources({ "GET /a": "Fn" }) };
const ofFn = { FunctionName: { Ref: "Fn" } };
const policyOf = (Bucket: string, Resource: unknown): TemplateResource =>
  one("S3::BucketPolicy", {
    Bucket: { Ref: Bucket },
    PolicyDocument: { Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource }] },
  });
const arnOf = (name: string): object => ({ "Fn::GetAtt": [name, "Arn"] });
const number = (Default: string): Template["Parameters"] => ({ Size: { Type: "Number", Default } });

const refused: [what: string, template: Template, sentence: string][] = [
  [
    "a value that a parameter gives",
    {
      Parameters: number("64"),
      Resources: functionResources("Fn", code, { MemorySize: { Ref: "Size" } }),
    },
    "Fn (AWS::Lambda::Function): MemorySize has to be",
  ],
  [
    "a value that another resource gives",
    {
      Resources: {
        ...fn,
        Permission: one("Lambda::Permission", {
          ...ofFn,
          Action: "lambda:InvokeFunction",
          Principal: "sns.amazonaws.com",
          SourceArn: { Ref: "Fn" },
        }),
      },
    },
    "Permission (AWS::Lambda::Permission): SourceArn has to be text like",
  ],
  [
    "an environment that is too large only when all of it is known",
    {
      Parameters: { Long: { Type: "String", Default: "x".repeat(2_050) } },
      Resources: functionResources("Fn", code, {
        Environment: { Variables: { ONE: { Ref: "Long" }, TWO: { Ref: "Long" } } },
      }),
    },
    "its environment is larger than 4096 bytes.",
  ],
  [
    "settings of a route that comes after its stage",
    {
      Resources: {
        ...api,
        Stage: one("ApiGatewayV2::Stage", {
          ApiId: { Ref: "Api" },
          StageName: "$default",
          RouteSettings: { "GET /a": { ThrottlingRateLimit: 1 } },
        }),
      },
    },
    "Unable to find Route by key GET /a within the provided RouteSettings.",
  ],
  [
    "a stage twice",
    { Resources: { ...api, Again: one("ApiGatewayV2::Stage", { ApiId: { Ref: "Api" }, StageName: "$default" }) } },
    "Stage $default already exists.",
  ],
  [
    "another API's integration as a target",
    {
      Resources: {
        ...api,
        Other: api["Api"]!,
        Route0: one("ApiGatewayV2::Route", {
          ApiId: { Ref: "Other" },
          RouteKey: "GET /a",
          Target: { "Fn::Sub": "integrations/${Integration0}" },
        }),
      },
    },
    "of the route GET /a is no integration of its API.",
  ],
  [
    "an alias twice",
    { Resources: { ...fn, ...twice("Lambda::Alias", { ...ofFn, Name: "live", FunctionVersion: "$LATEST" }) } },
    "already exists.",
  ],
  [
    "retries of one qualifier twice",
    { Resources: { ...fn, ...twice("Lambda::EventInvokeConfig", { ...ofFn, Qualifier: "$LATEST" }) } },
    "second EventInvokeConfig of the qualifier $LATEST.",
  ],
  [
    "retries of a qualifier that is not there",
    { Resources: { ...fn, One: one("Lambda::EventInvokeConfig", { ...ofFn, Qualifier: "none" }) } },
    ":none, which does not exist.",
  ],
  [
    "a role that Lambda may not work in",
    {
      Resources: {
        ...fn,
        FnRole: one("IAM::Role", {
          AssumeRolePolicyDocument: {
            Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "events.amazonaws.com" } },
          },
        }),
      },
    },
    "cannot be assumed by Lambda.",
  ],
  [
    "a bucket's policy on another bucket",
    { Resources: { A: one("S3::Bucket"), B: one("S3::Bucket"), P: policyOf("A", arnOf("B")) } },
    "Policy has invalid resource",
  ],
  [
    "a bucket's policy twice",
    {
      Resources: { A: one("S3::Bucket"), P: policyOf("A", arnOf("A")), Q: policyOf("A", { "Fn::Sub": "${A.Arn}/*" }) },
    },
    "The bucket policy already exists on bucket",
  ],
  [
    "logs into a bucket that is not there",
    { Resources: { A: one("S3::Bucket", { LoggingConfiguration: { DestinationBucketName: "nowhere" } }) } },
    "The target bucket nowhere for logging does not exist.",
  ],
  [
    "a subscription of a topic that is not there",
    {
      Resources: {
        S: one("SNS::Subscription", {
          TopicArn: "arn:aws:sns:us-east-1:000000000000:none",
          Protocol: "email",
          Endpoint: "a@example.org",
        }),
      },
    },
    "The topic arn:aws:sns:us-east-1:000000000000:none does not exist.",
  ],
  ["a queue twice", { Resources: twice("SQS::Queue", { QueueName: "same" }) }, "The queue same already exists."],
  [
    "a dead-letter queue that is not there",
    {
      Resources: {
        Jobs: one("SQS::Queue", {
          RedrivePolicy: { deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:none", maxReceiveCount: 3 },
        }),
      },
    },
    "Reason: Dead letter target does not exist.",
  ],
  [
    "a dead-letter queue that is no other queue's",
    {
      Resources: {
        Dead: one("SQS::Queue", { RedriveAllowPolicy: { redrivePermission: "denyAll" } }),
        Jobs: one("SQS::Queue", { RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 3 } }),
      },
    },
    "does not permit it to be a dead-letter queue",
  ],
  [
    "a queue's policy on another queue",
    {
      Resources: {
        A: one("SQS::Queue"),
        B: one("SQS::Queue"),
        P: one("SQS::QueuePolicy", {
          Queues: [{ Ref: "A" }],
          PolicyDocument: {
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arnOf("B") }],
          },
        }),
      },
    },
    "Invalid value for the parameter Policy",
  ],
  [
    "a mapping whose function may not delete what it has received",
    {
      Resources: {
        ...queueResources(code),
        ...functionResources("Worker", code, {
          statements: [{ Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: "*" }],
        }),
      },
    },
    "does not have permissions to call DeleteMessage on SQS",
  ],
  [
    "a mapping of a queue whose messages are visible again too early, by the value of a parameter",
    {
      Parameters: number("599"),
      Resources: queueResources(code, { queue: { VisibilityTimeout: { Ref: "Size" } } }),
    },
    "Queue visibility timeout: 599 seconds is less than Function timeout: 600 seconds",
  ],
  [
    "a mapping of a queue that is not there",
    {
      Resources: queueResources(code, { mapping: { EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:none" } }),
    },
    "SQS Error Code: AWS.SimpleQueueService.NonExistentQueue.",
  ],
  ["a topic twice", { Resources: twice("SNS::Topic", { TopicName: "same" }) }, "same already exists."],
  ["a log group twice", { Resources: twice("Logs::LogGroup", { LogGroupName: "same" }) }, "same already exists."],
  [
    "a rule twice",
    { Resources: twice("Events::Rule", { Name: "same", ScheduleExpression: "rate(1 day)" }) },
    "same already exists.",
  ],
  [
    "an alarm twice",
    {
      Resources: twice("CloudWatch::Alarm", {
        AlarmName: "same",
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        Threshold: 1,
        MetricName: "m",
        Namespace: "n",
        Period: 60,
        Statistic: "Sum",
      }),
    },
    "same already exists.",
  ],
];

it.each(refused)("refuses %s while it deploys, in a sentence", async (_, template, sentence) => {
  const deployed = aws.deploy({ cdkOut: writeCdkOut("Refused", template) });
  await expect(deployed).rejects.toThrow(sentence);
  await expect(deployed).rejects.toMatchObject({ status: "ROLLBACK_COMPLETE" });
});

it("takes a name that a resource has had, and lets an update keep or change its own", async () => {
  const named = (TopicName: string): Resources => ({
    T: one("SNS::Topic", { TopicName, DisplayName: TopicName }),
    L: one("Logs::LogGroup", { LogGroupName: "a-group", RetentionInDays: TopicName === "first" ? 7 : 14 }),
    R: one("Events::Rule", { Name: TopicName, ScheduleExpression: "rate(1 day)" }),
    S: one("SNS::Subscription", { TopicArn: { Ref: "T" }, Protocol: "email", Endpoint: "a@example.org" }),
  });
  const deploy = async (name: string, Resources: Resources): Promise<string> =>
    (await aws.deploy({ cdkOut: writeCdkOut(name, { Resources }) })).status;
  expect(await deploy("Names", named("first"))).toBe("CREATE_COMPLETE");
  expect(await deploy("Names", named("second"))).toBe("UPDATE_COMPLETE");
  expect(await deploy("Others", { T: one("SNS::Topic", { TopicName: "first" }) })).toBe("CREATE_COMPLETE");
  await aws.destroy("Names");
  await aws.destroy("Others");
  expect(await deploy("Names", named("second"))).toBe("CREATE_COMPLETE");
});
