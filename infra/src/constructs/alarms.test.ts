import { App, Duration, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Function } from "aws-cdk-lib/aws-lambda";
import { expect, test } from "vitest";
import { chooseStage, type StageInput } from "../stages/define-stages.ts";
import { Alarms } from "./alarms.ts";

function synthesise(settings: Partial<StageInput> = {}): Template {
  const stack = new Stack(new App(), "Stack", { env: { account: "123456789012", region: "eu-west-1" } });
  const alarms = new Alarms(
    stack,
    "Alarms",
    chooseStage(
      { name: "cliq-actions", stages: { dev: { organizationId: "1", dataCentre: "EU", ...settings } } },
      "dev",
    ),
  );
  alarms.watchWebhooks();
  alarms.watchKeeper(Function.fromFunctionName(stack, "Keeper", "keeper"));
  const metric = new Metric({ namespace: "Other", metricName: "Drifted", period: Duration.hours(1) });
  alarms.watch("drift", { metric, threshold: 3, description: "Cliq differs." });
  return Template.fromStack(stack);
}

test("every outcome that section 8 of the design alarms on has its alarm, and all go to one topic", () => {
  const template = synthesise();
  for (const outcome of ["misconfigured", "malformed_invocation", "forbidden_organization", "upstream_failed", "bug"]) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      Namespace: "cliq-actions",
      MetricName: "Invocations",
      Dimensions: Match.arrayWith([
        { Name: "Outcome", Value: outcome },
        { Name: "Stage", Value: "dev" },
      ]),
      Threshold: 1,
      Statistic: "Sum",
    });
  }
  template.resourceCountIs("AWS::SNS::Topic", 1);
  template.allResourcesProperties("AWS::CloudWatch::Alarm", {
    AlarmActions: [{ Ref: Match.stringLikeRegexp("AlarmsTopic") }],
    TreatMissingData: "notBreaching",
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
  });
});

test("the keeper's alarms outlast the time between two of its runs", () => {
  const template = synthesise();
  for (const outcome of ["token_refused", "access_denied"]) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "KeeperRuns",
      Period: 1800,
      Dimensions: Match.arrayWith([{ Name: "Outcome", Value: outcome }]),
    });
  }
  template.hasResourceProperties("AWS::CloudWatch::Alarm", {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Period: 1800,
  });
});

test("refused requests alarm by their rate", () => {
  synthesise().hasResourceProperties("AWS::CloudWatch::Alarm", {
    Threshold: 100,
    Metrics: Match.arrayWith([Match.objectLike({ Expression: "FILL(unauthenticated, 0) + FILL(stale, 0)" })]),
  });
});

test("the stage's address is written to, where it has one", () => {
  synthesise().resourceCountIs("AWS::SNS::Subscription", 0);
  synthesise({ alarmEmail: "ops@example.com" }).hasResourceProperties("AWS::SNS::Subscription", {
    Protocol: "email",
    Endpoint: "ops@example.com",
  });
});

test("only CloudWatch of this account may publish, over TLS", () => {
  const [policy] = Object.values(synthesise().findResources("AWS::SNS::TopicPolicy"));
  const { Statement: statements } = (policy as { Properties: { PolicyDocument: { Statement: { Effect: string }[] } } })
    .Properties.PolicyDocument;
  expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
    expect.objectContaining({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    }),
  ]);
  expect(statements).toContainEqual(
    expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  );
});
