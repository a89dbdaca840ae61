import { App, Duration, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Function } from "aws-cdk-lib/aws-lambda";
import { beforeAll, expect, test } from "vitest";
import { chooseStage, type StageInput } from "../stages/define-stages.ts";
import { Alarms } from "./alarms.ts";
import { isSounding, type SynthesisedAlarm } from "../testing/evaluate-alarm.ts";
import { fineOutcomes, tellingOutcomes, watchKeeper, watchOutcomes } from "./watch-outcomes.ts";

function synthesise(settings: Partial<StageInput> = {}): Template {
  const stack = new Stack(new App(), "Stack", { env: { account: "123456789012", region: "eu-west-1" } });
  const dev: StageInput = { organizationId: "1", dataCentre: "EU", ...settings };
  const stage = chooseStage({ name: "cliq-actions", stages: { dev } }, "dev");
  const alarms = new Alarms(stack, "Alarms", stage);
  watchOutcomes(alarms, stage);
  watchKeeper(alarms, stage, Function.fromFunctionName(stack, "Keeper", "keeper"));
  const metric = new Metric({ namespace: "Other", metricName: "Drifted", period: Duration.hours(1) });
  alarms.watch("drift", { metric, threshold: 3, description: "Cliq differs." });
  return Template.fromStack(stack);
}

let template: Template;
// The first synthesis loads most of CDK.
beforeAll(() => {
  template = synthesise();
});

test("an outcome that says what to do has its own alarm, and all alarms go to one topic", () => {
  for (const outcome of Object.keys(tellingOutcomes)) {
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
  for (const outcome of ["token_refused", "access_denied"]) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      MetricName: "KeeperFailures",
      Period: 1800,
      Dimensions: Match.arrayWith([{ Name: "Outcome", Value: outcome }]),
    });
  }
  for (const MetricName of ["Errors", "Throttles"]) {
    template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      Metrics: Match.arrayWith([
        Match.objectLike({
          MetricStat: Match.objectLike({
            Metric: Match.objectLike({ Namespace: "AWS/Lambda", MetricName }),
            Period: 1800,
          }),
        }),
      ]),
    });
  }
});

test("refused requests alarm by their rate", () => {
  template.hasResourceProperties("AWS::CloudWatch::Alarm", {
    Threshold: 100,
    Metrics: Match.arrayWith([Match.objectLike({ Expression: "FILL(unauthenticated, 0) + FILL(stale, 0)" })]),
  });
});

test("an outcome is alarming unless it is known to be fine, also one that nobody has thought of", () => {
  const alarms = Object.values(template.findResources("AWS::CloudWatch::Alarm")) as { Properties: SynthesisedAlarm }[];
  const sounding = (outcome: string): number => {
    const counted: Record<string, string>[] = [{ Stage: "dev" }, { Stage: "dev", Outcome: outcome }];
    const samples = counted.map((dimensions) => ({
      namespace: "cliq-actions",
      name: "Invocations",
      dimensions,
      value: 1,
    }));
    return alarms.filter(({ Properties }) => isSounding(Properties, samples)).length;
  };
  for (const outcome of fineOutcomes) expect(sounding(outcome), outcome).toBe(0);
  for (const outcome of ["never_heard_of", "reply_limit_exceeded"]) expect(sounding(outcome), outcome).toBe(1);
  for (const outcome of Object.keys(tellingOutcomes)) expect(sounding(outcome), outcome).toBe(2);
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
