import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startLocalAws, type LocalAws } from "../index.ts";
import { createQueue, type Queues } from "../services/sqs/queue.ts";
import { receiveMessages } from "../services/sqs/receive-messages.ts";
import type { Deployment, ExistingResource } from "../stack/resource-type.ts";
import { sdkConfiguration } from "../testing/sdk-configuration.ts";
import { writeCdkOut } from "../testing/write-cdk-out.ts";
import { sqsQueue } from "./sqs-queue.ts";

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

async function deploy(properties: Record<string, unknown>): Promise<Record<string, string>> {
  const { outputs } = await aws.deploy({
    cdkOut: writeCdkOut("Changing", {
      Resources: { Queue: { Type: "AWS::SQS::Queue", Properties: properties } },
      Outputs: {
        Url: { Value: { Ref: "Queue" } },
        QueueUrl: { Value: { "Fn::GetAtt": ["Queue", "QueueUrl"] } },
        Name: { Value: { "Fn::GetAtt": ["Queue", "QueueName"] } },
        Arn: { Value: { "Fn::GetAtt": ["Queue", "Arn"] } },
      },
    }),
  });
  return outputs;
}

it("keeps its messages while its settings change, and gives them up with its name", async () => {
  const first = await deploy({ VisibilityTimeout: 60 });
  expect(first).toEqual({
    Url: `${aws.endpoint}/000000000000/${first["Name"]}`,
    QueueUrl: first["Url"],
    Name: expect.stringMatching(/^Changing-Queue-[A-Z\d]{12}$/) as string,
    Arn: `arn:aws:sqs:us-east-1:000000000000:${first["Name"]}`,
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: first["Url"], MessageBody: "kept" }));
  const second = await deploy({ VisibilityTimeout: 0, RedriveAllowPolicy: { redrivePermission: "denyAll" } });
  expect(second).toEqual(first);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: first["Url"] }));
  expect(Messages).toMatchObject([{ Body: "kept" }]);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: first["Url"], AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({ VisibilityTimeout: "0", RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });

  const third = await deploy({ QueueName: "named" });
  expect(third["Name"]).toBe("named");
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl: third["Url"] }))).Messages).toBeUndefined();
  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl: first["Url"] }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  });
  expect(await deploy({ QueueName: "named", DelaySeconds: 1 })).toEqual(third);
  expect((await deploy({}))["Name"]).toMatch(/^Changing-Queue-/);
});

it("answers who waits for a message of it when it is deleted, however long they would have waited", async () => {
  const queue = createQueue({ endpoint: aws.endpoint, region: "us-east-1", accountId: "000000000000" }, "waited-for");
  const queues: Queues = new Map([[queue.name, queue]]);
  const waiting = receiveMessages(queues, queue, { count: 1, visibilityMs: 0 }, Date.now() + 3_600_000);
  const attributes = { QueueName: queue.name };
  await sqsQueue.delete({ attributes } as unknown as ExistingResource, { account: { queues } } as Deployment);
  expect(await waiting).toEqual([]);
});
