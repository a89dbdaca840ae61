import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../index.ts";
import { queueResources } from "../testing/queue-resources.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";

const patience = { timeout: 100_000 };
/** Prints each body, and fails at those that a pattern fits. */
const failingAt = (pattern: string): string => `exports.handler = async ({ Records }) => {
  for (const { body } of Records) console.log("GOT " + body);
  const failed = Records.filter(({ body }) => /${pattern}/.test(body));
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}`;

describe("an event source mapping", () => {
  const events: LocalEvent[] = [];
  let aws: LocalAws;
  let sqs: SQSClient;
  let stack: LocalStack;
  beforeEach(async () => {
    events.length = 0;
    // Only the queues' clock is turned on; timers, processes and sockets keep the real one.
    vi.useFakeTimers({ toFake: ["Date"], shouldAdvanceTime: true });
    aws = await startLocalAws({ onEvent: (event) => events.push(event) });
    sqs = new SQSClient(sdkConfiguration(aws));
  });
  afterEach(async () => {
    sqs.destroy();
    await aws.stop();
    vi.useRealTimers();
  });

  async function deploy(...given: Parameters<typeof queueResources>): Promise<void> {
    stack = await aws.deploy({ cdkOut: writeCdkOut("Queued", { Resources: queueResources(...given) }) });
  }
  const urlOf = (logicalId: string): string => stack.resources.find((one) => one.logicalId === logicalId)!.physicalId;
  const send = (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: urlOf("Jobs"), MessageBody: body }));
  const got = (): string[] =>
    events.flatMap((event) =>
      event.type === "log" && event.line.includes("GOT") ? [event.line.split("GOT ")[1]!] : [],
    );
  const ended = (): number => events.filter(({ type }) => type === "invocation").length;

  it("gives messages to its function, and again after their time in flight those that it failed at", async () => {
    await deploy(failingAt("bad"));
    await send("good");
    await send("bad");
    await expect.poll(() => got().toSorted(), patience).toEqual(["bad", "good"]);
    await expect.poll(ended, patience).toBeGreaterThan(0);
  });
});
