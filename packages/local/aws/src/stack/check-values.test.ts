import { expect, it } from "vitest";

import type { Template } from "../template/template.ts";
import { findWrongValues } from "./check-values.ts";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};

const metricStat = { Metric: { Namespace: "AWS/Lambda", MetricName: "Errors" }, Period: 300, Stat: "Sum" };
const rules = (...more: object[]): object => ({ Rules: more.map((rule) => ({ Status: "Enabled", ...rule })) });
const transitions = (...steps: [StorageClass: string, TransitionInDays: number][]): object => ({
  Transitions: steps.map(([StorageClass, TransitionInDays]) => ({ StorageClass, TransitionInDays })),
});

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
        IntegrationUri: { "Fn::GetAtt": ["Function", "Arn"] },
        PayloadFormatVersion: "2.0",
        TimeoutInMillis: 15_000,
      }),
      Route: resource("ApiGatewayV2::Route", { ApiId: { Ref: "Api" }, RouteKey: "POST /a/{b}" }),
      Stage: resource("ApiGatewayV2::Stage", {
        ApiId: { Ref: "Api" },
        StageName: "$default",
        RouteSettings: { "POST /a/{b}": { ThrottlingRateLimit: 1 } },
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
      Math: resource("CloudWatch::Alarm", {
        ComparisonOperator: "GreaterThanThreshold",
        EvaluationPeriods: 1,
        Threshold: 0,
        Metrics: [
          { Id: "share", Expression: "IF(all > 0, 100 * failed / all, 0) + MAX([failed, 1.5e3])" },
          { Id: "failed", MetricStat: metricStat, ReturnData: false },
          { Id: "all", MetricStat: metricStat, ReturnData: "false" },
        ],
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
        Tags: [{ Key: "aws-cdk:bootstrap-role", Value: "lookup" }],
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
        LifecycleConfiguration: {
          Rules: [
            {
              Id: "all",
              Status: "Enabled",
              ExpirationInDays: 120,
              Transitions: [
                { StorageClass: "GLACIER", TransitionInDays: 90 },
                { StorageClass: "STANDARD_IA", TransitionInDays: "30" },
              ],
              NoncurrentVersionTransitions: [{ StorageClass: "GLACIER", TransitionInDays: 1 }],
              NoncurrentVersionExpiration: { NoncurrentDays: 2 },
            },
          ],
        },
      }),
      BucketPolicy: resource("S3::BucketPolicy", {
        Bucket: { Ref: "Bucket" },
        PolicyDocument: { Statement: [{ ...statement, Principal: "*" }] },
      }),
      Custom: {
        Type: "Custom::Thing",
        Properties: { ServiceToken: "arn:aws:lambda:us-east-1:000000000000:function:x", ServiceTimeout: "60" },
      },
      Topic: resource("SNS::Topic", { TopicName: "alarms" }),
      TopicPolicy: resource("SNS::TopicPolicy", {
        Topics: [{ Ref: "Topic" }],
        PolicyDocument: { Statement: [{ ...statement, Action: "SNS:Publish", Principal: "*" }] },
      }),
      Mail: resource("SNS::Subscription", { TopicArn: { Ref: "Topic" }, Protocol: "email", Endpoint: "a@example.org" }),
      Queue: resource("SQS::Queue", {
        QueueName: "jobs",
        VisibilityTimeout: 180,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 5 },
      }),
      Dead: resource("SQS::Queue", {
        MessageRetentionPeriod: 1_209_600,
        RedriveAllowPolicy: { redrivePermission: "byQueue", sourceQueueArns: [{ Ref: "Arn" }] },
      }),
      QueuePolicy: resource("SQS::QueuePolicy", {
        Queues: [{ Ref: "Queue" }],
        PolicyDocument: { Statement: [{ ...statement, Action: "sqs:*", Principal: "*" }] },
      }),
      Source: resource("Lambda::EventSourceMapping", {
        EventSourceArn: { "Fn::GetAtt": ["Queue", "Arn"] },
        FunctionName: { Ref: "Function" },
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: 2 },
      }),
      Parameter: resource("SSM::Parameter", { Name: "/a/b", Type: "String", Value: "v", Tier: "Standard" }),
    },
  };
}

/** The good template with the values at these paths replaced, or, where they are undefined, left out. */
function withValue(path: string, value: unknown, beside: Record<string, unknown> = {}): Template {
  const template = JSON.parse(JSON.stringify(good())) as Template;
  for (const [place, wanted] of [[path, value] as const, ...Object.entries(beside)]) {
    const [logicalId = "", ...steps] = place.split(".");
    let target = template.Resources[logicalId]!.Properties as Record<string, unknown>;
    for (const step of steps.slice(0, -1)) target = target[step] as Record<string, unknown>;
    target[steps.at(-1)!] = wanted;
  }
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

const x = (count: number): string => "x".repeat(count);
const indexOf = (IndexName: string, Projection: object = { ProjectionType: "ALL" }): object => ({
  IndexName,
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  Projection,
});
// Nested names, types, lists, what is missing, and what belongs together: most of it is the schemas' own.
const wrong: [path: string, value: unknown, beside?: Record<string, unknown>][] = [
  ["Function.Runtime", "nodejs4.3"],
  ["Function.Runtime", "node24"],
  ["Function.Runtime", "python3"],
  ["Function.Runtime", 24],
  ["Function.Environment", { Vars: { A: "1" } }],
  ["Function.Environment.Variables.DEEP", { a: 1 }],
  ["Function.Environment.Variables.L", ["a"]],
  ["Function.LoggingConfig.LogGroup", "a group"],
  ["Function.LoggingConfig.Level", "INFO"],
  ["Function.Tags", { a: "b" }],
  ["Function.Tags", [{ Key: "", Value: "b" }]],
  ["Function.Tags", [{ Key: "aws:x", Value: "b" }]],
  [
    "Function.Tags",
    [
      { Key: "a", Value: "b" },
      { Key: "a", Value: "c" },
    ],
  ],
  ["Function.Tags", [{ Key: x(129), Value: "b" }]],
  ["Function.Tags", [{ Key: "a", Value: x(257) }]],
  ["Function.Code", { S3Bucket: "b" }],
  ["Function.Code", {}],
  ["Function.Code", { ZipFile: "", S3Bucket: "b", S3Key: "k" }],
  ["Function.MemorySize", true],
  ["Function.MemorySize", "256MB"],
  ["Function.Timeout", 1.5],
  ["Function.Timeout", "0"],
  ["Function.EphemeralStorage", {}],
  ["Function.EphemeralStorage", 512],
  ["Function.RuntimeManagementConfig", { UpdateRuntimeOn: "Never" }],
  ["Function.TracingConfig", "Active"],
  ["Function.Role", "arn:aws:iam::1:user/x"],
  ["Function.Role", "arn:aws:s3:::b"],
  ["Function.Environment.Variables.AWS_LAMBDA_FUNCTION_NAME", "1"],
  ["Function.Environment.Variables.AWS_SESSION_TOKEN", "1"],
  ["Function.ReservedConcurrentExecutions", 1001],
  ["Api.Tags", [{ Key: "a", Value: "b" }]],
  ["Api.Name", undefined],
  ["Api.Version", x(65)],
  ["Api.Description", x(1025)],
  ["Api.IpAddressType", "ipv6"],
  ["Api.DisableExecuteApiEndpoint", "maybe"],
  ["Integration.IntegrationUri", undefined],
  ["Integration.IntegrationMethod", "FETCH"],
  ["Integration.Description", x(2000)],
  ["Integration.PayloadFormatVersion", undefined],
  ["Integration.TimeoutInMillis", 49],
  ["Route.RouteKey", "POST /a/{b"],
  ["Route.RouteKey", "POST /{proxy+}/x"],
  ["Route.RouteKey", "POST /{a}/{a}"],
  ["Route.RouteKey", "POST /a?b=1"],
  ["Route.RouteKey", "POST  /a"],
  ["Route.Target", "function/x"],
  ["Route.AuthorizationType", "JWT"],
  ["Route.AuthorizationType", "CUSTOM"],
  ["Route.OperationName", x(65)],
  ["Stage.StageName", undefined],
  ["Stage.DefaultRouteSettings.ThrottlingRateLimit", "fast"],
  ["Stage.DefaultRouteSettings.DetailedMetricsEnabled", "on"],
  ["Stage.DefaultRouteSettings.Throttle", 1],
  ["Stage.AccessLogSettings", { Format: "$context.requestId" }],
  ["Stage.AccessLogSettings", { DestinationArn: "x", Format: "a" }],
  ["Stage.AccessLogSettings", { DestinationArn: "arn:aws:logs:us-east-1:1:log-group:x", Format: "no id" }],
  ["Stage.AutoDeploy", "always"],
  ["Alarm.Threshold", undefined],
  ["Alarm.Period", 0],
  ["Alarm.Period", undefined],
  ["Alarm.EvaluationPeriods", 8641],
  ["Alarm.EvaluationPeriods", 300],
  ["Alarm.Statistic", undefined],
  ["Alarm.ExtendedStatistic", "p101"],
  ["Alarm.ExtendedStatistic", "p99"],
  ["Alarm.Unit", "Clicks"],
  ["Alarm.Dimensions", [{ Name: "FunctionName" }]],
  ["Alarm.Dimensions", Array.from({ length: 31 }, (_, i) => ({ Name: "d" + i, Value: "v" }))],
  ["Alarm.AlarmActions", ["topic"]],
  ["Alarm.OKActions", Array(6).fill("arn:aws:sns:us-east-1:1:x")],
  ["Alarm.AlarmName", x(256)],
  ["Alarm.AlarmDescription", x(1025)],
  ["Alarm.Namespace", ":x"],
  ["Alarm.Namespace", x(256)],
  ["Alarm.MetricName", ""],
  ["Alarm.ThresholdMetricId", "x"],
  ["Alarm.DatapointsToAlarm", 0],
  ["Alarm.EvaluateLowSampleCountPercentile", "never"],
  ["Alarm.ActionsEnabled", "yes"],
  ["Alarm.InsufficientDataActions", "arn:aws:sns:us-east-1:1:x"],
  ["Table.KeySchema.1", { AttributeName: "pk", KeyType: "RANGE" }],
  ["Table.AttributeDefinitions.0.AttributeName", undefined],
  ["Table.TimeToLiveSpecification", { Enabled: true }],
  ["Table.TimeToLiveSpecification", { AttributeName: "a" }],
  ["Table.PointInTimeRecoverySpecification", { PointInTimeRecoveryEnabled: "maybe" }],
  ["Table.PointInTimeRecoverySpecification", { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 }],
  ["Table.SSESpecification", { SSEEnabled: true, SSEType: "AES" }],
  ["Table.TableClass", "CHEAP"],
  ["Table.GlobalSecondaryIndexes", [{ IndexName: "i", KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] }]],
  [
    "Table.GlobalSecondaryIndexes",
    [{ IndexName: "i", KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }], Projection: { ProjectionType: "SOME" } }],
  ],
  [
    "Table.GlobalSecondaryIndexes",
    [
      {
        IndexName: "i i",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  ],
  [
    "Table.LocalSecondaryIndexes",
    [
      {
        IndexName: "idx",
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  ],
  ["Table.Tags", [{ Key: "a" }]],
  ["Table.ContributorInsightsSpecification", { Enabled: "x" }],
  ["Table.DeletionProtectionEnabled", "on"],
  ["Rule.Targets.0.Arn", "lambda"],
  [
    "Rule.Targets",
    Array.from({ length: 6 }, (_, i) => ({ Id: "a" + i, Arn: "arn:aws:lambda:us-east-1:1:function:x" })),
  ],
  ["Rule.Targets.1", { Id: "Target0", Arn: "arn:aws:lambda:us-east-1:1:function:x" }],
  ["Rule.ScheduleExpression", "cron(0 0 * * * *)"],
  ["Rule.ScheduleExpression", "cron(61 25 ? * MON *)"],
  ["Rule.ScheduleExpression", "cron(0 0 1 1 ?)"],
  ["Rule.ScheduleExpression", "rate(1 minutes)"],
  ["Rule.ScheduleExpression", "rate(0 minutes)"],
  ["Rule.ScheduleExpression", "rate(2 minute)"],
  ["Rule.Targets.0.Input", "{not json"],
  ["Rule.Targets.0.RetryPolicy", { MaximumEventAgeInSeconds: 10 }],
  ["Rule.Description", x(513)],
  ["Rule.Targets.0.Input", x(8193)],
  ["Role.AssumeRolePolicyDocument.Statement.0.Effect", "allow"],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", { Servce: "lambda.amazonaws.com" }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", "lambda.amazonaws.com"],
  ["Role.AssumeRolePolicyDocument.Statement.0.Action", undefined],
  ["Role.AssumeRolePolicyDocument.Statement", []],
  ["Role.AssumeRolePolicyDocument", "{}"],
  ["Role.AssumeRolePolicyDocument.Statement.0.Sid", "a b"],
  ["Role.ManagedPolicyArns", ["AWSLambdaBasicExecutionRole"]],
  ["Role.ManagedPolicyArns", Array(21).fill("arn:aws:iam::aws:policy/x")],
  ["Role.Path", "x"],
  ["Role.Policies.0.PolicyDocument.Statement.0.Condition", { StringEqual: { a: "b" } }],
  ["Role.Policies.0.PolicyDocument.Statement.0.Sid", "a-b"],
  ["Role.Policies.0.PolicyDocument.Statement.0.Foo", "x"],
  ["Role.Policies.0.PolicyDocument.Foo", "x"],
  ["Role.Policies.1", { PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement: [] } }],
  ["Role.Policies.0.PolicyDocument.Statement", []],
  ["Role.Policies.0.PolicyDocument.Statement", undefined],
  ["Role.Tags", [{ Key: "a" }]],
  ["Role.Description", x(1001)],
  ["Policy.PolicyDocument.Statement.0.Resource", "arn:aws"],
  ["Policy.PolicyDocument.Statement.0.Resource", []],
  ["Policy.PolicyDocument.Statement.0.Action", []],
  ["Policy.PolicyDocument.Statement.0.Action", "s3:"],
  ["Policy.PolicyDocument", {}],
  ["Policy.PolicyName", x(129)],
  ["Policy.Roles", []],
  ["Policy.PolicyDocument.Id", 5],
  ["Alias.FunctionVersion", "latest"],
  ["Alias.ProvisionedConcurrencyConfig", { ProvisionedConcurrentExecutions: 0 }],
  ["Alias.Description", x(257)],
  ["Async.Qualifier", "a b"],
  ["Permission.Action", "lambda:Foo Bar"],
  ["Permission.SourceArn", "x"],
  ["Permission.Principal", "lambda"],
  ["Permission.FunctionName", "a b"],
  ["Log.LogGroupClass", "CHEAP"],
  ["Log.KmsKeyId", "key"],
  ["Log.Tags", [{ Key: "a" }]],
  ["Log.RetentionInDays", "7 days"],
  ["Bucket.BucketName", "xn--abc"],
  ["Bucket.BucketName", "abc-s3alias"],
  ["Bucket.BucketName", "a.-b"],
  [
    "Bucket.BucketEncryption",
    { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES" } }] },
  ],
  ["Bucket.LifecycleConfiguration.Rules.0.Id", x(256)],
  ["Bucket.LifecycleConfiguration", { Rules: [] }],
  ["Bucket.LifecycleConfiguration", { Rules: [{ Status: "Enabled", ExpirationInDays: 0 }] }],
  ["Bucket.PublicAccessBlockConfiguration", { BlockPublicAcl: true }],
  ["Bucket.PublicAccessBlockConfiguration", { IgnorePublicAcls: "x" }],
  ["Bucket.AccessControl", "Everyone"],
  ["Bucket.Tags", [{ Key: "a" }]],
  ["Bucket.VersioningConfiguration", { Status: "Enabled", Foo: 1 }],
  ["Bucket.OwnershipControls", {}],
  ["Topic.DisplayName", x(101)],
  ["Topic.TracingConfig", "On"],
  ["Topic.Subscription", [{ Protocol: "email" }]],
  ["Topic.TopicName", "x.fifo"],
  ["Mail.Endpoint", undefined],
  ["Mail.Endpoint", "nobody"],
  ["Mail.Protocol", "https"],
  ["Mail.FilterPolicy", "x"],
  ["Mail.RawMessageDelivery", true],
  ["Parameter.Value", x(4097)],
  ["Parameter.Name", "a/b"],
  ["Parameter.Name", "/" + "a/".repeat(16) + "b"],
  ["Parameter.AllowedPattern", "^\\d+$"],
  ["Parameter.AllowedPattern", "("],
  ["Parameter.DataType", "binary"],
  ["Parameter.Tags", [{ Key: "a" }]],
  ["Parameter.Name", "/a//b"],
  ["Parameter.Value", 5],
  ["Function.RuntimeManagementConfig", { UpdateRuntimeOn: "Manual" }],
  ["Function.Code", { S3Bucket: "b", S3Key: "k", S3ObjectVersion: "v" }],
  ["Function.Tags", Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "v" }))],
  ["Api.ProtocolType", undefined],
  ["Integration.IntegrationUri", "http://example.org"],
  ["Integration.ConnectionType", "VPC_LINK"],
  ["Stage.Description", x(1025)],
  ["Stage.DefaultRouteSettings.LoggingLevel", "INFO"],
  ["Stage.RouteSettings", { "POST /a/{b}": { ThrottlingBurstLimit: "many" } }],
  ["Stage.RouteSettings", { "POST /a/{b}": { ThrottlingRateLimit: "many" } }],
  ["Stage.RouteSettings", { "POST /a/{b}": { DataTraceEnabled: true } }],
  ["Alarm.Dimensions", [{ Name: ":a", Value: "b" }]],
  ["Alarm.AlarmActions", ["arn:aws:s3:::bucket"]],
  ["Alarm.ComparisonOperator", "LessThanLowerThreshold"],
  ["Table.GlobalSecondaryIndexes", [indexOf("one"), indexOf("one")]],
  ["Table.GlobalSecondaryIndexes", Array.from({ length: 21 }, (_, index) => indexOf(`index-${index}`))],
  ["Table.GlobalSecondaryIndexes", [indexOf("one", { ProjectionType: "INCLUDE" })]],
  ["Table.GlobalSecondaryIndexes", [indexOf("one", { ProjectionType: "ALL", NonKeyAttributes: ["a"] })]],
  ["Table.GlobalSecondaryIndexes", [{ ...indexOf("one"), OnDemandThroughput: { MaxReadRequestUnits: 1 } }]],
  ["Table.SSESpecification", { SSEEnabled: true, KMSMasterKeyId: "x" }],
  ["Table.TimeToLiveSpecification", { Enabled: true, AttributeName: "" }],
  ["Table.TimeToLiveSpecification", { Enabled: true, AttributeName: x(256) }],
  ["Table.PointInTimeRecoverySpecification", { PointInTimeRecoveryEnabled: false, RecoveryPeriodInDays: 5 }],
  ["Rule.Targets.0.InputPath", "$.detail"],
  ["Role.Policies.0.PolicyName", "a b"],
  ["Role.Policies.0.PolicyName", ""],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", { Service: "lambda" }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", { Service: [] }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", { AWS: "12345" }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Principal", { AWS: "arn:aws:iam::1:root" }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Sid", x(2_048)],
  ["Role.AssumeRolePolicyDocument.Statement.0.Condition", { StringEquals: "x" }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Condition", { StringEquals: { "aws:x": { a: "b" } } }],
  ["Role.AssumeRolePolicyDocument.Statement.0.Condition", []],
  ["Policy.PolicyDocument.Statement.0.Action", 5],
  ["Policy.PolicyDocument.Statement.0.Resource", 5],
  ["Policy.PolicyDocument.Statement.0.Resource", "arn:nobody:s3:::b"],
  ["Log.LogGroupName", "aws/mine"],
  ["Log.DataProtectionPolicy", "x"],
  ["Bucket.BucketName", "abc--x-s3"],
  [
    "Bucket.LifecycleConfiguration",
    { Rules: [{ Status: "Enabled", ExpirationInDays: 5, ExpirationDate: "2030-01-01" }] },
  ],
  ["Bucket.LifecycleConfiguration", { Rules: [{ Status: "Enabled", NoncurrentVersionExpirationInDays: 0 }] }],
  ["Bucket.OwnershipControls", { Rules: [] }],
  ["Bucket.BucketEncryption", { ServerSideEncryptionConfiguration: [] }],
  [
    "Bucket.BucketEncryption",
    {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256", KMSMasterKeyID: "x" } },
      ],
    },
  ],
  ["Bucket.AccessControl", "PublicRead"],
  ["Topic.Subscription", [{ Protocol: "email", Endpoint: "nobody" }]],
  ["Topic.Subscription", [{ Protocol: "pigeon", Endpoint: "nobody" }]],
  ["Mail.FilterPolicy", { a: "b" }],
  ["Mail.FilterPolicy", { a: [] }],
  ["Mail.FilterPolicy", Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`k${index}`, ["v"]]))],
  ["Mail.Protocol", "sms"],
  ["Parameter.Name", "ssm-mine"],
  ["Parameter.Name", x(1_012)],
  ["Parameter.Value", "a {{ssm:b}}"],
  ["Parameter.Value", "é".repeat(2_049)],
  ["Parameter.DataType", "aws:ec2:image"],
  // What belongs to another part of the template, or is at least what another value is.
  ["Stage.RouteSettings", { "GET /a/{b}": { ThrottlingRateLimit: 1 } }],
  ["Stage.RouteSettings", { "POST /a/{b}": { ThrottlingRateLimit: 10_001 } }],
  ["Stage.RouteSettings", { "POST /a/{b}": { ThrottlingBurstLimit: 5_001 } }],
  ["Stage.DefaultRouteSettings", { ThrottlingBurstLimit: 5_001 }],
  ["Bucket.LifecycleConfiguration", rules({})],
  ["Bucket.LifecycleConfiguration", rules({ Id: "a", ExpirationInDays: 1 }, { Id: "a", ExpirationInDays: 2 })],
  ["Bucket.LifecycleConfiguration", rules(transitions(["STANDARD_IA", 29]))],
  ["Bucket.LifecycleConfiguration", rules(transitions(["ONEZONE_IA", 29]))],
  ["Bucket.LifecycleConfiguration", rules({ Transition: { StorageClass: "STANDARD_IA", TransitionInDays: 29 } })],
  [
    "Bucket.LifecycleConfiguration",
    rules({ NoncurrentVersionTransition: { StorageClass: "ONEZONE_IA", TransitionInDays: 29 } }),
  ],
  ["Bucket.LifecycleConfiguration", rules(transitions(["GLACIER", 30], ["GLACIER", 40]))],
  ["Bucket.LifecycleConfiguration", rules(transitions(["GLACIER", 30], ["STANDARD_IA", 40]))],
  ["Bucket.LifecycleConfiguration", rules(transitions(["GLACIER", 30], ["DEEP_ARCHIVE", 30]))],
  ["Bucket.LifecycleConfiguration", rules({ ...transitions(["GLACIER", 30]), ExpirationInDays: 30 })],
  [
    "Bucket.LifecycleConfiguration",
    rules({
      NoncurrentVersionTransitions: [{ StorageClass: "GLACIER", TransitionInDays: 30 }],
      NoncurrentVersionExpirationInDays: 30,
    }),
  ],
  ["Bucket.LifecycleConfiguration", rules({ ...transitions(["GLACIER", 30]), ExpirationDate: "2030-01-01T00:00:00Z" })],
  ["Bucket.LifecycleConfiguration", rules({ Transitions: [{ StorageClass: "GLACIER" }] })],
  ["Bucket.LifecycleConfiguration", rules({ ExpiredObjectDeleteMarker: true, ExpirationInDays: 1 })],
  [
    "Bucket.LifecycleConfiguration",
    rules({ ExpirationInDays: 1, ObjectSizeGreaterThan: "9", ObjectSizeLessThan: "9" }),
  ],
  [
    "Bucket.LifecycleConfiguration",
    rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, TagFilters: [{ Key: "a", Value: "b" }] }),
  ],
  ["Bucket.VersioningConfiguration", { Status: "Suspended" }, { "Bucket.ObjectLockEnabled": true }],
  ["Math.Metrics.1.Id", "all"],
  ["Math.Metrics.1.Id", "succeeded"],
  ["Math.Metrics.1.ReturnData", undefined],
  ["Math.Metrics.0.ReturnData", false],
  ["Math.Metrics.0.MetricStat", metricStat],
  [
    "Math.ThresholdMetricId",
    "band",
    { "Math.Threshold": undefined, "Math.ComparisonOperator": "LessThanLowerThreshold" },
  ],
  [
    "Table.GlobalSecondaryIndexes",
    [{ ...indexOf("one"), ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }],
  ],
  [
    "Table.GlobalSecondaryIndexes",
    Array.from({ length: 6 }, (_, index) =>
      indexOf(`index-${index}`, {
        ProjectionType: "INCLUDE",
        NonKeyAttributes: Array.from({ length: 17 }, (_one, at) => `a${at}`),
      }),
    ),
  ],
  [
    "Alias.ProvisionedConcurrencyConfig",
    { ProvisionedConcurrentExecutions: 1 },
    { "Alias.FunctionVersion": "$LATEST" },
  ],
  [
    "Alias.ProvisionedConcurrencyConfig",
    { ProvisionedConcurrentExecutions: 6 },
    { "Function.ReservedConcurrentExecutions": 5 },
  ],
  ["Function.ReservedConcurrentExecutions", 901],
  ["Role.ManagedPolicyArns", Array.from({ length: 11 }, (_, index) => `arn:aws:iam::aws:policy/p${index}`)],
  ["Role.Policies.1", { PolicyName: "long", PolicyDocument: { Statement: [{ ...statement, Sid: x(10_100) }] } }],
  ["BucketPolicy.PolicyDocument.Statement.0.Action", "sqs:SendMessage"],
  ["TopicPolicy.PolicyDocument.Statement.0.Action", ["sns:Publish", "s3:GetObject"]],
  ["QueuePolicy.PolicyDocument.Statement.0.Action", "sns:Publish"],
  ["QueuePolicy.PolicyDocument.Statement.0.Sid", x(8_192)],
  ["QueuePolicy.Queues", []],
  ["Queue.FifoQueue", true],
  ["Queue.QueueName", "jobs.fifo"],
  ["Queue.VisibilityTimeout", 43_201],
  ["Queue.MessageRetentionPeriod", 59],
  ["Queue.MaximumMessageSize", 1_048_577],
  ["Queue.DelaySeconds", 901],
  ["Queue.ReceiveMessageWaitTimeSeconds", 21],
  ["Queue.RedrivePolicy.maxReceiveCount", 0],
  ["Queue.RedrivePolicy.maxReceiveCount", undefined],
  ["Queue.RedrivePolicy.deadLetterTargetArn", "dead"],
  ["Queue.RedrivePolicy", "{"],
  ["Queue.RedrivePolicy", JSON.stringify({ maxReceiveCount: 3 })],
  ["Queue.SqsManagedSseEnabled", true, { "Queue.KmsMasterKeyId": "alias/aws/sqs" }],
  ["Dead.RedriveAllowPolicy.redrivePermission", "all"],
  ["Dead.RedriveAllowPolicy.redrivePermission", "denyAll"],
  ["Dead.RedriveAllowPolicy.sourceQueueArns", undefined],
  ["Dead.RedriveAllowPolicy.sourceQueueArns", []],
  ["Source.EventSourceArn", undefined],
  ["Source.EventSourceArn", "arn:aws:kinesis:us-east-1:000000000000:stream/s"],
  ["Source.BatchSize", 11],
  ["Source.BatchSize", 10_001, { "Source.MaximumBatchingWindowInSeconds": 1 }],
  ["Source.FunctionResponseTypes", ["ReportFailures"]],
  ["Source.ScalingConfig.MaximumConcurrency", 1],
  ["Source.ScalingConfig.MaximumConcurrency", 1_001],
  ["Custom.ServiceToken", undefined],
  ["Custom.ServiceTimeout", 3_601],
];

it("refuses a wrong name, type, number, list or pair at every depth, in a sentence that names the resource", () => {
  const taken = wrong.filter(([path, value, beside = {}]) => {
    const [first = ""] = findWrongValues(withValue(path, value, beside));
    return !first.startsWith(`${path.split(".")[0]} (`) || !/^\S+ \(\S+\): [^]+\.$/.test(first);
  });
  expect(taken).toEqual([]);
});

it("looks at what resources say of each other", () => {
  const sentences = (...[path, value, beside]: Parameters<typeof withValue>): string[] =>
    findWrongValues(withValue(path, value, beside));
  const noRoute =
    "Stage (AWS::ApiGatewayV2::Stage): RouteSettings names POST /a/{b}, which is the key of no route of its API.";
  expect(sentences("Route.RouteKey", "POST /a/{c}")).toEqual([noRoute]);
  expect(sentences("Route.ApiId", { Ref: "Another" })).toEqual([noRoute]);
  expect(sentences("Route.ApiId", { "Fn::GetAtt": ["Api", "ApiId"] })).toEqual([]);
  expect(sentences("Route.RouteKey", { Ref: "Key" })).toEqual([]);
  expect(sentences("Stage.ApiId", "abcdefghij")).toEqual([]);
  expect(sentences("Policy.PolicyDocument.Statement.0.Sid", x(10_100))).toEqual([
    "Role (AWS::IAM::Role): its inline policies, attached ones among them, are longer than 10240 bytes.",
  ]);
  expect(sentences("Policy.PolicyDocument.Statement.0.Sid", x(10_100), { "Policy.Roles": [{ Ref: "Other" }] })).toEqual(
    [],
  );
  expect(
    sentences(
      "Alias.ProvisionedConcurrencyConfig",
      { ProvisionedConcurrentExecutions: 6 },
      {
        "Function.ReservedConcurrentExecutions": "5",
        "Alias.FunctionName": { "Fn::GetAtt": ["Function", "Arn"] },
      },
    ),
  ).toEqual(["Alias (AWS::Lambda::Alias): ProvisionedConcurrentExecutions is more than its function reserves (5)."]);
  expect(sentences("Queue.VisibilityTimeout", 29, { "Function.Timeout": 30 })).toEqual([
    "Source (AWS::Lambda::EventSourceMapping): the VisibilityTimeout of Queue (29 s) has to be at least the Timeout of Function (30 s).",
  ]);
  expect(sentences("Queue.VisibilityTimeout", undefined, { "Function.Timeout": 30 })).toEqual([]);
  expect(sentences("Queue.VisibilityTimeout", { Ref: "Seconds" })).toEqual([]);
  const template = withValue("Function.ReservedConcurrentExecutions", 450);
  template.Resources["Second"] = template.Resources["Function"]!;
  expect(findWrongValues(template)).toEqual([]);
  template.Resources["Third"] = {
    ...template.Resources["Function"]!,
    Properties: { ...template.Resources["Function"]!.Properties, ReservedConcurrentExecutions: 1 },
  };
  expect(findWrongValues(template)).toEqual([
    "The functions reserve 901 executions at once; an account has 900 to reserve.",
  ]);
});

it("says what is allowed, and leaves what only a deployment knows", () => {
  expect(findWrongValues(withValue("Function.Environment", { Vars: {} }))).toEqual([
    "Function (AWS::Lambda::Function): Environment.Vars is unknown; Environment takes Variables.",
  ]);
  expect(findWrongValues(withValue("Function.Environment", { Ref: "AWS::NoValue" }))).toEqual([]);
  expect(findWrongValues(withValue("Alarm.Dimensions", [{ "Fn::If": ["A", {}, {}] }]))).toEqual([]);
  expect(findWrongValues(withValue("Function.MemorySize", "256"))).toEqual([]);
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
    "C (AWS::SNS::Topic): DeletionPolicy has to be one of Delete, Retain, RetainExceptOnCreate.",
  ]);
  const kept = { ...topic, DeletionPolicy: "Snapshot", UpdateReplacePolicy: "RetainExceptOnCreate" };
  expect(findWrongValues({ Resources: { C: kept } })).toEqual([
    "C (AWS::SNS::Topic): DeletionPolicy has to be one of Delete, Retain, RetainExceptOnCreate.",
    "C (AWS::SNS::Topic): UpdateReplacePolicy has to be one of Delete, Retain.",
  ]);
});
