import { startLocalAws } from "@cliq-actions/local-aws";
import { writeCdkOut } from "@cliq-actions/local-aws/testing/write-cdk-out";
import { expect, test } from "vitest";
import { readQueue } from "./read-queue.ts";

test("a look at a queue tells how far each message is, and is no receive", async () => {
  const aws = await startLocalAws();
  try {
    const RedrivePolicy = { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 1 };
    const Resources = {
      Dead: { Type: "AWS::SQS::Queue", Properties: {} },
      Jobs: { Type: "AWS::SQS::Queue", Properties: { RedrivePolicy } },
    };
    const stack = await aws.deploy({ cdkOut: writeCdkOut("Queue", { Resources }) });
    const url = stack.resources.find(({ logicalId }) => logicalId === "Jobs")!.physicalId;
    const call = async (operation: string, input: object): Promise<void> => {
      const { ok } = await fetch(url, {
        method: "POST",
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${aws.adminCredentials.accessKeyId}/20260101/us-east-1/sqs/aws4_request`,
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": `AmazonSQS.${operation}`,
        },
        body: JSON.stringify({ QueueUrl: url, ...input }),
      });
      expect(ok).toBe(true);
    };
    await call("SendMessage", { MessageBody: "hopeless" });
    await call("ReceiveMessage", { VisibilityTimeout: 0 });
    await call("ReceiveMessage", {});
    await call("SendMessage", { MessageBody: "first" });
    await call("ReceiveMessage", {});
    await call("SendMessage", { MessageBody: "second" });
    await call("SendMessage", { MessageBody: "third", DelaySeconds: 900 });
    const look = () => readQueue(aws.stores, url);
    expect(look().messages.map(({ state, receives }) => [state, receives])).toEqual([
      ["given up", 1],
      ["in flight", 1],
      ["waiting", 0],
      ["delayed", 0],
    ]);
    expect(look()).toEqual({ ...look(), more: false });
    expect(JSON.stringify(look())).not.toContain("second");
    for (let count = 0; count < 48; count++) await call("SendMessage", { MessageBody: "more" });
    expect(look()).toMatchObject({ messages: { length: 51 }, more: true });
  } finally {
    await aws.stop();
  }
});
