import { expect, it } from "vitest";

import type { Template } from "../template/template.ts";
import { findWrongValues } from "./check-values.ts";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};

/** A template in which everything is as AWS takes it. */
function good(): Template {
  const resource = (Type: string, Properties: Record<string, unknown>): Template["Resources"][string] => ({
    Type: `AWS::${Type}`,
    Properties,
  });
  return {
    Description: "fine",
    Resources: {
      Api: resource("ApiGatewayV2::Api", { Name: "api", ProtocolType: "HTTP" }),
      Integration: resource("ApiGatewayV2::Integration", {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        PayloadFormatVersion: "2.0",
        TimeoutInMillis: 15_000,
      }),
      Route: resource("ApiGatewayV2::Route", { ApiId: { Ref: "Api" }, RouteKey: "POST /a/{b}" }),
      Stage: resource("ApiGatewayV2::Stage", {
        ApiId: { Ref: "Api" },
        StageName: "$default",
        DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      }),
      Alarm: resource("CloudWatch::Alarm", {
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        MetricName: "Errors",
        Namespace: "AWS/Lambda",
        Period: 300,
        Statistic: "Sum",
        Threshold: 0,
        TreatMissingData: "notBreaching",
      }),
      Table: resource("DynamoDB::Table", {
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      }),
      Rule: resource("Events::Rule", {
        ScheduleExpression: "rate(25 minutes)",
        State: "ENABLED",
        Targets: [{ Arn: { "Fn::GetAtt": ["Function", "Arn"] }, Id: "Target0" }],
      }),
      Role: resource("IAM::Role", {
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } }],
      }),
      Policy: resource("IAM::Policy", {
        PolicyName: "more",
        PolicyDocument: { Version: "2012-10-17", Statement: [statement] },
        Roles: [{ Ref: "Role" }],
      }),
      Function: resource("Lambda::Function", {
        Code: { ZipFile: "" },
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        MemorySize: 256,
        Timeout: 14,
        Architectures: ["arm64"],
        Environment: { Variables: { STAGE: "dev", TABLE: { Ref: "Table" } } },
        LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "INFO" },
      }),
      Alias: resource("Lambda::Alias", { Name: "live", FunctionName: { Ref: "Function" }, FunctionVersion: "1" }),
      Async: resource("Lambda::EventInvokeConfig", {
        FunctionName: { Ref: "Function" },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 2,
        MaximumEventAgeInSeconds: 3_600,
      }),
      Permission: resource("Lambda::Permission", {
        Action: "lambda:InvokeFunction",
        FunctionName: { Ref: "Function" },
        Principal: "apigateway.amazonaws.com",
      }),
      Log: resource("Logs::LogGroup", { LogGroupName: "/aws/lambda/a", RetentionInDays: 7 }),
      Bucket: resource("S3::Bucket", {
        BucketName: "a-bucket",
        VersioningConfiguration: { Status: "Enabled" },
        LifecycleConfiguration: { Rules: [{ Status: "Enabled" }] },
      }),
      Topic: resource("SNS::Topic", { TopicName: "alarms" }),
      Mail: resource("SNS::Subscription", { TopicArn: { Ref: "Topic" }, Protocol: "email", Endpoint: "a@example.org" }),
      Parameter: resource("SSM::Parameter", { Name: "/a/b", Type: "String", Value: "v", Tier: "Standard" }),
    },
  };
}

/** The good template with the value at this path replaced, or, where it is undefined, left out. */
function withValue(path: string, value: unknown): Template {
  const template = JSON.parse(JSON.stringify(good())) as Template;
  const [logicalId = "", ...steps] = path.split(".");
  let target = template.Resources[logicalId]!.Properties as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) target = target[step] as Record<string, unknown>;
  target[steps.at(-1)!] = value;
  return JSON.parse(JSON.stringify(template)) as Template;
}

it("finds nothing wrong with what AWS takes", () => {
  expect(findWrongValues(good())).toEqual([]);
});

it.each<[path: string, value: unknown]>([
  ["Api.ProtocolType", "HTTPS"],
  ["Integration.IntegrationType", "LAMBDA"],
  ["Integration.PayloadFormatVersion", "3.0"],
  ["Integration.TimeoutInMillis", 31_000],
  ["Integration.ApiId", undefined],
  ["Route.RouteKey", "post /a"],
  ["Route.RouteKey", "/a"],
  ["Route.RouteKey", undefined],
  ["Stage.StageName", "a stage"],
  ["Stage.DefaultRouteSettings.ThrottlingBurstLimit", -1],
  ["Alarm.ComparisonOperator", "GreaterThan"],
  ["Alarm.EvaluationPeriods", 0],
  ["Alarm.DatapointsToAlarm", 2],
  ["Alarm.Period", 45],
  ["Alarm.Statistic", "Mean"],
  ["Alarm.Threshold", "many"],
  ["Alarm.TreatMissingData", "ok"],
  ["Alarm.MetricName", undefined],
  ["Table.BillingMode", "ON_DEMAND"],
  ["Table.BillingMode", undefined],
  ["Table.KeySchema.0.KeyType", "PARTITION"],
  ["Table.KeySchema.0.AttributeName", "sk"],
  ["Table.AttributeDefinitions.0.AttributeType", "String"],
  ["Table.AttributeDefinitions.1", { AttributeName: "unused", AttributeType: "S" }],
  ["Table.TableName", "a table"],
  ["Table.ProvisionedThroughput", { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }],
  ["Rule.ScheduleExpression", "rate(1 hours)"],
  ["Rule.ScheduleExpression", "every hour"],
  ["Rule.State", "ON"],
  ["Rule.Targets.0.Id", undefined],
  ["Role.AssumeRolePolicyDocument", undefined],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", undefined],
  ["Role.AssumeRolePolicyDocument.Statement.0.Action", "lambda:InvokeFunction"],
  ["Role.AssumeRolePolicyDocument.Statement.0.Resource", "*"],
  ["Role.AssumeRolePolicyDocument.Version", "2024-01-01"],
  ["Role.MaxSessionDuration", 60],
  ["Role.RoleName", "r".repeat(65)],
  ["Role.Policies.0.PolicyDocument.Statement.0.Sid", "x".repeat(10_240)],
  ["Policy.PolicyDocument.Statement.0.Effect", "allow"],
  ["Policy.PolicyDocument.Statement.0.Action", "GetObject"],
  ["Policy.PolicyDocument.Statement.0.Action", undefined],
  ["Policy.PolicyDocument.Statement.0.Resource", "my-bucket"],
  ["Policy.PolicyDocument.Statement.0.Resource", undefined],
  ["Policy.PolicyDocument.Statement.0.Principal", "*"],
  ["Policy.Roles", undefined],
  ["Function.MemorySize", 64],
  ["Function.MemorySize", 20_000],
  ["Function.Timeout", 901],
  ["Function.Handler", "index handler"],
  ["Function.Role", "my-role"],
  ["Function.Runtime", undefined],
  ["Function.FunctionName", "a function"],
  ["Function.Architectures", ["arm64", "x86_64"]],
  ["Function.Architectures.0", "arm"],
  ["Function.EphemeralStorage", { Size: 100 }],
  ["Function.ReservedConcurrentExecutions", -1],
  ["Function.Environment.Variables.AWS_REGION", "eu-west-1"],
  ["Function.Environment.Variables.MY-NAME", "x"],
  ["Function.Environment.Variables.LONG", "x".repeat(4_096)],
  ["Function.LoggingConfig.LogFormat", "Json"],
  ["Function.LoggingConfig.LogFormat", "Text"],
  ["Function.LoggingConfig.SystemLogLevel", "TRACE"],
  ["Function.TracingConfig", { Mode: "On" }],
  ["Alias.Name", "1"],
  ["Async.MaximumRetryAttempts", 3],
  ["Async.MaximumEventAgeInSeconds", 10],
  ["Permission.Action", "InvokeFunction"],
  ["Permission.Principal", undefined],
  ["Permission.SourceAccount", "123"],
  ["Log.RetentionInDays", 10],
  ["Log.LogGroupName", "a group"],
  ["Bucket.BucketName", "A_Bucket"],
  ["Bucket.VersioningConfiguration.Status", "On"],
  ["Bucket.LifecycleConfiguration.Rules.0.Status", "On"],
  ["Topic.TopicName", "a topic"],
  ["Mail.Protocol", "mail"],
  ["Parameter.Type", "SecureString"],
  ["Parameter.Tier", "Basic"],
  ["Parameter.Value", undefined],
  ["Parameter.Name", "/aws/mine"],
])("refuses a template with another %s", (path, value) => {
  const problems = findWrongValues(withValue(path, value));
  expect(problems.length).toBeGreaterThan(0);
  // A sentence that names the resource.
  expect(problems[0]).toMatch(new RegExp(`^${path.split(".")[0]} \\(AWS::[^]+\\.$`));
});

it("refuses more than an account takes, and what names nothing", () => {
  const many = Array.from({ length: 501 }, (_, index) => [`T${index}`, { Type: "AWS::SNS::Topic" }]);
  expect(findWrongValues({ Resources: Object.fromEntries(many) as Template["Resources"] })).toEqual([
    "The template has 501 Resources; AWS takes 500.",
  ]);
  const topic = { Type: "AWS::SNS::Topic" };
  expect(
    findWrongValues({ Resources: { "a-b": topic, C: { ...topic, DependsOn: "D", DeletionPolicy: "Keep" } } }),
  ).toEqual([
    "a-b (AWS::SNS::Topic): a logical id is letters and digits.",
    "C (AWS::SNS::Topic): DependsOn names D, which is no resource.",
    "C (AWS::SNS::Topic): DeletionPolicy has to be one of Delete, Retain, RetainExceptOnCreate, Snapshot.",
  ]);
});
