import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws, type LocalStack } from "../index.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

let aws: LocalAws;
let stack: LocalStack;

const watched = {
  ComparisonOperator: "GreaterThanThreshold",
  EvaluationPeriods: 1,
  MetricName: "Errors",
  Namespace: "AWS/Lambda",
  Period: 300,
  Statistic: "Sum",
  Threshold: 1,
};

beforeAll(async () => {
  aws = await startLocalAws();
  const Resources = {
    Topic: { Type: "AWS::SNS::Topic", Properties: {} },
    Address: {
      Type: "AWS::SNS::Subscription",
      Properties: { TopicArn: { Ref: "Topic" }, Protocol: "email", Endpoint: "ops@example.com" },
    },
    Armed: { Type: "AWS::CloudWatch::Alarm", Properties: { AlarmActions: [{ Ref: "Topic" }], ...watched } },
    Waiting: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        ...watched,
        Namespace: "AWS/SQS",
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": ["Queue", "QueueName"] } }],
      },
    },
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "watched" } },
    Disarmed: { Type: "AWS::CloudWatch::Alarm", Properties: { ActionsEnabled: false, ...watched } },
  };
  stack = await aws.deploy({ cdkOut: writeCdkOut("Watched", { Resources }) });
});
afterAll(() => aws.stop());

function physicalIdOf(logicalId: string): string {
  return stack.resources.find((resource) => resource.logicalId === logicalId)!.physicalId;
}

it("describes the alarms of the stacks, all or by name, with their actions", async () => {
  const cloudWatch = new CloudWatchClient(sdkConfiguration(aws));
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand());
  const quiet = { StateValue: "INSUFFICIENT_DATA", ...watched };
  expect(MetricAlarms?.toSorted((one, other) => (one.AlarmName! < other.AlarmName! ? -1 : 1))).toEqual([
    expect.objectContaining({
      ...quiet,
      AlarmName: physicalIdOf("Armed"),
      ActionsEnabled: true,
      AlarmActions: [physicalIdOf("Topic")],
    }),
    expect.objectContaining({ ...quiet, AlarmName: physicalIdOf("Disarmed"), ActionsEnabled: false, AlarmActions: [] }),
    expect.objectContaining({
      AlarmName: physicalIdOf("Waiting"),
      Namespace: "AWS/SQS",
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: "watched" }],
    }),
  ]);
  const one = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [physicalIdOf("Armed"), "gone"] }));
  expect(one.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual([physicalIdOf("Armed")]);
});

it("lists a topic's subscriptions, of which an e-mail address has not agreed", async () => {
  const sns = new SNSClient(sdkConfiguration(aws));
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: physicalIdOf("Topic") }));
  expect(Subscriptions).toEqual([
    expect.objectContaining({ SubscriptionArn: "PendingConfirmation", Endpoint: "ops@example.com" }),
  ]);
  const nowhere = sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: "arn:aws:sns:us-east-1:000000000000:nowhere" }),
  );
  await expect(nowhere).rejects.toMatchObject({ name: "NotFoundException" });
});

it("says that it is bootstrapped", async () => {
  const command = new GetParameterCommand({ Name: "/cdk-bootstrap/hnb659fds/version" });
  expect((await new SSMClient(sdkConfiguration(aws)).send(command)).Parameter?.Value).toBe("30");
});
