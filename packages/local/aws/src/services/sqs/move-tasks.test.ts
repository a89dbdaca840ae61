import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { callQuery } from "../../testing/call-query.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

let aws: LocalAws;
let sqs: SQSClient;
beforeAll(async () => {
  aws = await startLocalAws();
  sqs = new SQSClient(sdkConfiguration(aws));
});
afterAll(async () => {
  sqs.destroy();
  await aws.stop();
});

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const urlOf = (name: string): string => `${aws.endpoint}/000000000000/${name}`;
const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "000000000000" } }] };
const queue = (QueueName: string, deadLetters?: string): object => ({
  Type: "AWS::SQS::Queue",
  Properties: {
    QueueName,
    ...(deadLetters !== undefined && {
      RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": [deadLetters, "Arn"] }, maxReceiveCount: 1 },
    }),
  },
});

const patience = { timeout: 100_000 };
let round = 0;
beforeEach(async () => {
  if (round++ > 0) await aws.destroy("Moves");
  const Resources = {
    Dead: queue("dead"),
    One: queue("one", "Dead"),
    Other: queue("other", "Dead"),
    Elsewhere: queue("elsewhere"),
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: "Mover",
        AssumeRolePolicyDocument: trust,
        Policies: [
          {
            PolicyName: "Own",
            PolicyDocument: { Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: arnOf("dead") }] },
          },
        ],
      },
    },
  };
  await aws.deploy({ cdkOut: writeCdkOut("Moves", { Resources } as Parameters<typeof writeCdkOut>[1]) });
});

const send = (name: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }));
/** Receives once more than the queue permits, so that all of it is in the dead-letter queue. */
async function exhaust(name: string): Promise<void> {
  for (let count = 0; count < 2; count++)
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
}
async function bodiesIn(name: string): Promise<string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body }) => Body!).toSorted();
}
async function tasks(MaxResults = 10): Promise<ListMessageMoveTasksResultEntry[]> {
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf("dead"), MaxResults }));
  return Results!;
}
const start = (more: object = {}, client = sqs) =>
  client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("dead"), ...more }));
const ended = async (): Promise<string | undefined> => (await tasks(1))[0]?.Status;

it("gives each message back to the queue that it came from", async () => {
  await send("one", "of one");
  await send("other", "of another");
  await exhaust("one");
  await exhaust("other");
  expect(await bodiesIn("dead")).toEqual(["of another", "of one"]);
  await start();
  await expect.poll(ended, patience).toBe("COMPLETED");
  expect([await bodiesIn("one"), await bodiesIn("other"), await bodiesIn("dead")]).toEqual([
    ["of one"],
    ["of another"],
    [],
  ]);
  expect(await tasks()).toMatchObject([
    { SourceArn: arnOf("dead"), ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 2 },
  ]);
});

it("moves all to another queue where one is named, also what came from nowhere", async () => {
  await send("one", "of one");
  await exhaust("one");
  await send("dead", "of nobody");
  await start({ DestinationArn: arnOf("elsewhere") });
  await expect.poll(ended, patience).toBe("COMPLETED");
  expect(await bodiesIn("elsewhere")).toEqual(["of nobody", "of one"]);
});

it("fails at a message whose source nobody knows, and leaves it", async () => {
  await send("dead", "of nobody");
  await start();
  await expect.poll(ended, patience).toBe("FAILED");
  expect((await tasks())[0]).toMatchObject({ FailureReason: "CouldNotDetermineMessageSource" });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: urlOf("dead"), AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessagesNotVisible: "1" });
});

it("moves no faster than it is told, is one at a time, and ends when it is cancelled", async () => {
  // At one a second far more than pass before it is cancelled, on any machine.
  const count = 10;
  for (let index = 0; index < count; index++) await send("one", String(index));
  await exhaust("one");
  const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 1 });
  await expect.poll(async () => (await tasks())[0]?.ApproximateNumberOfMessagesMoved, patience).toBeGreaterThan(0);
  await expect(start()).rejects.toMatchObject({ name: "UnsupportedOperation" });
  const cancelled = await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(cancelled.ApproximateNumberOfMessagesMoved).toBeLessThan(count);
  await expect.poll(ended, patience).toBe("CANCELLED");
  const [task] = await tasks();
  expect(task!.TaskHandle).toBeUndefined();
  expect(await bodiesIn("dead")).toHaveLength(count - task!.ApproximateNumberOfMessagesMoved!);
  await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
    name: "UnsupportedOperation",
  });
});

it("is refused for what is no dead-letter queue, is not there, or is its own destination", async () => {
  await expect(start({ SourceArn: arnOf("one") })).rejects.toThrow("must be configured as a Dead Letter Queue");
  await expect(start({ SourceArn: arnOf("none") })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(start({ DestinationArn: arnOf("none") })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(start({ DestinationArn: arnOf("dead") })).rejects.toThrow("cannot be the same");
  await expect(sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: "none" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

it("is for those only who may do what it does, to both queues", async () => {
  const { text } = await callQuery(aws, "sts", {
    Action: "AssumeRole",
    RoleArn: "arn:aws:iam::000000000000:role/Mover",
    RoleSessionName: "test",
  });
  const accessKeyId = /<AccessKeyId>(\w+)</.exec(text)![1]!;
  const mover = new SQSClient({ ...sdkConfiguration(aws), credentials: { accessKeyId, secretAccessKey: "unchecked" } });
  await expect(start({}, mover)).rejects.toThrow(
    `not authorized to perform: sqs:SendMessage on resource: ${arnOf("one")}`,
  );
  mover.destroy();
});
