import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type LocalAws, type LocalStack, startLocalAws } from "../index.ts";
import type { TemplateResource } from "../template/template.ts";
import { functionResources } from "../testing/function-resources.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

describe("alarms and schedules", () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await startLocalAws();
  });
  afterEach(() => aws.stop());

  const deploy = async (Resources: Record<string, TemplateResource>, Outputs = {}): Promise<LocalStack> =>
    aws.deploy({
      cdkOut: writeCdkOut("Stack", {
        Resources: { ...functionResources("Target", "exports.handler = async () => 1"), ...Resources },
        Outputs,
      }),
    });
  const rule = (properties: object): TemplateResource => ({ Type: "AWS::Events::Rule", Properties: { ...properties } });
  const target = (Arn: unknown): object[] => [{ Id: "Target0", Arn, Input: '{"scheduled":true}' }];

  it("stand in a stack under ARNs that other resources can name", async () => {
    const arn = { "Fn::GetAtt": ["Rule", "Arn"] };
    const stack = await deploy(
      {
        Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: "Alarms" } },
        Policy: {
          Type: "AWS::SNS::TopicPolicy",
          Properties: {
            Topics: [{ Ref: "Topic" }],
            PolicyDocument: { Statement: [{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" }] },
          },
        },
        Email: {
          Type: "AWS::SNS::Subscription",
          Properties: { TopicArn: { Ref: "Topic" }, Protocol: "email", Endpoint: "ops@example.com" },
        },
        Alarm: {
          Type: "AWS::CloudWatch::Alarm",
          Properties: {
            AlarmActions: [{ Ref: "Topic" }],
            ComparisonOperator: "GreaterThanThreshold",
            EvaluationPeriods: 1,
            MetricName: "Errors",
            Namespace: "AWS/Lambda",
            Period: 300,
            Statistic: "Sum",
            Threshold: 1,
          },
        },
        Rule: rule({ ScheduleExpression: "rate(25 minutes)", Targets: target({ "Fn::GetAtt": ["Target", "Arn"] }) }),
        Permission: {
          Type: "AWS::Lambda::Permission",
          Properties: {
            Action: "lambda:InvokeFunction",
            FunctionName: { Ref: "Target" },
            Principal: "events.amazonaws.com",
            SourceArn: arn,
          },
        },
      },
      {
        Topic: { Value: { Ref: "Topic" } },
        Rule: { Value: arn },
        Alarm: { Value: { "Fn::GetAtt": ["Alarm", "Arn"] } },
      },
    );
    expect(stack.outputs).toMatchObject({
      Topic: expect.stringMatching(/^arn:aws:sns:us-east-1:000000000000:Stack-Topic/) as string,
      Rule: expect.stringMatching(/^arn:aws:events:us-east-1:000000000000:rule\/Stack-Rule/) as string,
      Alarm: expect.stringMatching(/^arn:aws:cloudwatch:us-east-1:000000000000:alarm:Stack-Alarm/) as string,
    });
  });
});
