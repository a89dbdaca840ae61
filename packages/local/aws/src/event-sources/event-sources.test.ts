import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type Message,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import type { Template } from "../template/template.ts";
import { queueResources } from "../testing/queue-resources.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

const patience = { timeout: 300_000 };
/** Prints each body, and fails at those that a pattern fits; more of its code may come first. */
const failingAt = (pattern: string, first = ""): string => `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = async ({ Records }) => {
  for (const { body } of Records) console.log("GOT " + body);
  ${first}
  const failed = Records.filter(({ body }) => /${pattern}/.test(body));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;
const never = failingAt("^$");

describe("an event source mapping", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let sqs: SQSClient;
  let stack: LocalStack;
  beforeEach(async () => {
    events.length = 0;
    // Only the queues' clock is turned on; timers, processes and sockets keep the real one.
    vi.useFakeTimers({ toFake: ["Date"] });
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    sqs = new SQSClient(sdkConfiguration(aws));
  });
  afterEach(async () => {
    sqs.destroy();
    await aws.stop();
    vi.useRealTimers();
  });

  async function deploy(resources: Template["Resources"]): Promise<void> {
    stack = await aws.deploy({ cdkOut: writeCdkOut("Queued", { Resources: resources }) });
  }
  const urlOf = (logicalId: string): string => stack.resources.find((one) => one.logicalId === logicalId)!.physicalId;
  async function send(...bodies: string[]): Promise<void> {
    for (let at = 0; at < bodies.length; at += 10) {
      const Entries = bodies.slice(at, at + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf("Jobs"), Entries }));
    }
  }
  async function attributesOf(logicalId: string): Promise<Record<string, string>> {
    const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(logicalId), AttributeNames: ["All"] });
    return (await sqs.send(command)).Attributes!;
  }
  /** How many messages a queue holds: visible, and in flight. */
  async function holds(logicalId: string): Promise<[number, number]> {
    const all = await attributesOf(logicalId);
    return [Number(all["ApproximateNumberOfMessages"]), Number(all["ApproximateNumberOfMessagesNotVisible"])];
  }
  async function passVisibility(): Promise<void> {
    vi.setSystemTime(Date.now() + 601_000);
    // Who waits looks at the clock again.
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf("Jobs"), Attributes: {} }));
  }
  async function deadLetters(): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOf("Dead"),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageSystemAttributeNames: ["All"],
      }),
    );
    return Messages;
  }
  const got = (): string[] =>
    events.flatMap((event) =>
      event.type === "log" && event.line.includes("GOT") ? [event.line.split("GOT ")[1]!] : [],
    );
  const invocations = (): number => events.filter(({ type }) => type === "invocation").length;

  it("gives a function an event as Lambda does", async () => {
    await deploy(queueResources(`exports.handler = async (event) => { console.log("GOT " + JSON.stringify(event)); }`));
    const MessageAttributes = { kind: { DataType: "String", StringValue: "job" } };
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf("Jobs"), MessageBody: "hällo", MessageAttributes }));
    await expect.poll(got, patience).toHaveLength(1);
    const { QueueArn } = await attributesOf("Jobs");
    expect(JSON.parse(got()[0]!)).toEqual({
      Records: [
        {
          messageId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
          receiptHandle: expect.any(String) as string,
          body: "hällo",
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
            SenderId: expect.any(String) as string,
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
          },
          messageAttributes: {
            kind: { stringValue: "job", stringListValues: [], binaryListValues: [], dataType: "String" },
          },
          md5OfBody: "38bbce5fb3d0aec801f9eab39182fa7a",
          md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/) as string,
          eventSource: "aws:sqs",
          eventSourceARN: QueueArn,
          awsRegion: "us-east-1",
        },
      ],
    });
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
  });

  it("brings a poison message to the dead-letter queue, and each of a hundred good ones to its end once", async () => {
    await deploy(queueResources(failingAt("poison")));
    const good = Array.from({ length: 100 }, (_, index) => `job ${index}`);
    const sentAt = Date.now();
    await send(...good.slice(0, 50), "poison", ...good.slice(50));
    for (let attempt = 1; attempt <= 3; attempt++) {
      await expect.poll(() => got().filter((body) => body === "poison").length, patience).toBe(attempt);
      await expect.poll(() => holds("Jobs"), patience).toEqual([0, 1]);
      await passVisibility();
    }
    await expect.poll(() => holds("Dead"), patience).toEqual([1, 0]);
    expect(await holds("Jobs")).toEqual([0, 0]);
    expect(
      got()
        .filter((body) => body !== "poison")
        .toSorted(),
    ).toEqual(good.toSorted());
    const { QueueArn } = await attributesOf("Jobs");
    expect(await deadLetters()).toMatchObject([
      { Body: "poison", Attributes: { SentTimestamp: String(sentAt), DeadLetterQueueSourceArn: QueueArn } },
    ]);
  });

  it("gives back as a new message what is redriven, and that comes to its end", async () => {
    const whenFixed = `if (process.env.FIXED) return void Records.forEach(({ messageId, attributes }) => console.log("GOT " + messageId + " " + attributes.ApproximateReceiveCount));`;
    const deployWith = (Variables: Record<string, string>) =>
      deploy(
        queueResources(failingAt("poison", whenFixed), { maxReceiveCount: 1, worker: { Environment: { Variables } } }),
      );
    await deployWith({});
    await send("poison");
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 1]);
    await passVisibility();
    await expect.poll(() => holds("Dead"), patience).toEqual([1, 0]);
    const [dead] = await deadLetters();
    await deployWith({ FIXED: "1" });
    const { QueueArn: SourceArn } = await attributesOf("Dead");
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    await expect.poll(got, patience).toEqual(["poison", "poison", expect.stringMatching(/^[\da-f-]{36} 1$/)]);
    expect(got()[2]).not.toContain(dead!.MessageId);
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    expect(await holds("Dead")).toEqual([0, 0]);
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 }]);
  });

  it("loses nothing of a batch whose process is killed in the midst of it", async () => {
    const kill = `if (Records.some(({ attributes }) => attributes.ApproximateReceiveCount === "1")) process.kill(process.pid, "SIGKILL");`;
    await deploy(queueResources(failingAt("^$", kill)));
    await send("a", "b", "c");
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 3]);
    const ended = { type: "invocation", ok: false, errorType: "Runtime.ExitError" };
    await expect.poll(() => events, patience).toContainEqual(expect.objectContaining(ended));
    await passVisibility();
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    expect(new Set(got())).toEqual(new Set(["a", "b", "c"]));
    expect(await holds("Dead")).toEqual([0, 0]);
  });

  it("gathers a batch for as long as its window says", async () => {
    await deploy(queueResources(never, { mapping: { BatchSize: 3, MaximumBatchingWindowInSeconds: 300 } }));
    await send("a", "b");
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 2]);
    expect(invocations()).toBe(0);
    await send("c");
    await expect.poll(got, patience).toEqual(["a", "b", "c"]);
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    expect(invocations()).toBe(1);
  });

  it("tries a batch again that its function is too busy for, without another receive", async () => {
    await deploy(
      queueResources(failingAt("^$", "await sleep(300);"), {
        mapping: { BatchSize: 1 },
        worker: { ReservedConcurrentExecutions: 1 },
      }),
    );
    await send("a", "b", "c");
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    expect(got().toSorted()).toEqual(["a", "b", "c"]);
    expect(events.some(({ type }) => type === "throttle")).toBe(true);
  });

  it("invokes the version that its alias names now", async () => {
    const resources = (word: string): Template["Resources"] => ({
      ...queueResources(failingAt("^$", `console.log("GOT ${word}");`), { mapping: { FunctionName: { Ref: "Live" } } }),
      [`Version${word}`]: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Worker" } } },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          FunctionName: { Ref: "Worker" },
          FunctionVersion: { "Fn::GetAtt": [`Version${word}`, "Version"] },
          Name: "live",
        },
      },
    });
    await deploy(resources("Old"));
    await send("a");
    await expect.poll(got, patience).toEqual(["a", "Old"]);
    await deploy(resources("New"));
    await send("b");
    await expect.poll(got, patience).toEqual(["a", "Old", "b", "New"]);
  });

  it("rests while it is not enabled, and when it is gone", async () => {
    await deploy(queueResources(never, { mapping: { Enabled: false } }));
    await send("a");
    const [id] = [stack.resources.find(({ logicalId }) => logicalId === "Source")!.physicalId];
    await deploy(queueResources(never));
    expect(stack.resources.find(({ logicalId }) => logicalId === "Source")!.physicalId).toBe(id);
    await expect.poll(got, patience).toEqual(["a"]);
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    await deploy(queueResources(never, { mapping: { Enabled: false } }));
    await send("b");
    expect(await holds("Jobs")).toEqual([1, 0]);
    await deploy(queueResources(never));
    await expect.poll(got, patience).toEqual(["a", "b"]);
    await expect.poll(() => holds("Jobs"), patience).toEqual([0, 0]);
    const { Source: _, ...rest } = queueResources(never);
    await deploy(rest);
    await send("c");
    expect(await holds("Jobs")).toEqual([1, 0]);
    await aws.destroy("Queued");
    expect(got()).toEqual(["a", "b"]);
  });

  it("reads nothing for a role that may not any more, and says so", async () => {
    await deploy(queueResources(never, { mapping: { Enabled: false } }));
    const { QueueArn } = await attributesOf("Jobs");
    const Policy = JSON.stringify({
      Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:DeleteMessage", Resource: "*" }],
    });
    await deploy(queueResources(never));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf("Jobs"), Attributes: { Policy } }));
    await send("a");
    await expect
      .poll(() => events.filter(({ type }) => type === "denied"), patience)
      .toMatchObject([{ action: "sqs:DeleteMessage", resource: QueueArn }]);
    expect(await holds("Jobs")).toEqual([0, 1]);
  });
});
