import {
  GetEventSourceMappingCommand,
  type GetEventSourceMappingCommandOutput,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws, type LocalEvent, type LocalStack } from "../../index.ts";
import { queueResources } from "../../testing/queue-resources.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

const events: LocalEvent[] = [];
let aws: LocalAws;
let lambda: LambdaClient;
let sqs: SQSClient;
let stack: LocalStack;
beforeAll(async () => {
  aws = await startLocalAws({ onEvent: (event) => events.push(event) });
  lambda = new LambdaClient(sdkConfiguration(aws));
  sqs = new SQSClient(sdkConfiguration(aws));
  const Resources = queueResources("exports.handler = async () => ({ batchItemFailures: [] });");
  stack = await aws.deploy({ cdkOut: writeCdkOut("Mapped", { Resources }) });
});
afterAll(async () => {
  sqs.destroy();
  await aws.stop();
});

const idOf = (logicalId: string): string => stack.resources.find((one) => one.logicalId === logicalId)!.physicalId;
const get = (): Promise<GetEventSourceMappingCommandOutput> =>
  lambda.send(new GetEventSourceMappingCommand({ UUID: idOf("Source") }));
const enable = (Enabled: boolean): Promise<{ State?: string }> =>
  lambda.send(new UpdateEventSourceMappingCommand({ UUID: idOf("Source"), Enabled }));
const send = (): Promise<unknown> => sqs.send(new SendMessageCommand({ QueueUrl: idOf("Jobs"), MessageBody: "job" }));
const batches = (): number => events.filter((event) => event.type === "invocation").length;

it("what is sent while a mapping is disabled waits, and is worked at once it is enabled", async () => {
  expect(await get()).toMatchObject({
    UUID: idOf("Source"),
    State: "Enabled",
    BatchSize: 10,
    FunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${idOf("Worker")}`,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    LastModified: expect.any(Date) as Date,
  });
  await send();
  await vi.waitFor(() => expect(batches()).toBe(1), { timeout: 100_000 });
  expect(await enable(false)).toMatchObject({ State: "Disabling" });
  expect(await get()).toMatchObject({ State: "Disabled" });
  await send();
  // Twenty times as long as a message takes to come to a function that is awake.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(batches()).toBe(1);
  expect(await enable(true)).toMatchObject({ State: "Enabling" });
  expect(await enable(true)).toMatchObject({ State: "Enabled" });
  await vi.waitFor(() => expect(batches()).toBe(2), { timeout: 100_000 });
});

it("a mapping that is not there is named, and more than whether it is enabled is not served", async () => {
  const gone = new GetEventSourceMappingCommand({ UUID: "00000000-0000-4000-8000-000000000000" });
  await expect(lambda.send(gone)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const more = new UpdateEventSourceMappingCommand({ UUID: idOf("Source"), BatchSize: 1 });
  await expect(lambda.send(more)).rejects.toThrow("does not serve UpdateEventSourceMapping with BatchSize");
});
