import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  MessageNotInflight,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
  type ReceiveMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { startLocalAws, type LocalAws } from "../../index.ts";
import { callQuery } from "../../testing/call-query.ts";
import { sdkConfiguration } from "../../testing/sdk-configuration.ts";
import { writeCdkOut } from "../../testing/write-cdk-out.ts";

let aws: LocalAws;
let sqs: SQSClient;
let count = 0;
beforeAll(async () => {
  aws = await startLocalAws();
  sqs = new SQSClient(sdkConfiguration(aws));
});
afterAll(async () => {
  sqs.destroy();
  await aws.stop();
});

/** Deploys a queue of its own, with a policy where one is given; gives its address. */
async function deploy(properties: Record<string, unknown> = {}, statements: object[] = []): Promise<string> {
  const stackName = `Queue${++count}`;
  const Resources = {
    Queue: { Type: "AWS::SQS::Queue", Properties: properties },
    ...(statements.length > 0 && {
      Policy: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { Queues: [{ Ref: "Queue" }], PolicyDocument: { Statement: statements } },
      },
    }),
  };
  const stack = await aws.deploy({ cdkOut: writeCdkOut(stackName, { Resources }) });
  return stack.resources.find(({ logicalId }) => logicalId === "Queue")!.physicalId;
}
const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
async function receive(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
  return Messages;
}
async function attributesOf(QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes;
}
/** Turns the queues' clock on; timers and sockets keep the real one. */
async function after(seconds: number, work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });
  try {
    await work();
  } finally {
    vi.useRealTimers();
  }
}

describe("a message", () => {
  it("arrives with its attributes, and with digests that other implementations reckon, too", async () => {
    const url = await deploy();
    const MessageAttributes = {
      a: { DataType: "String", StringValue: "x" },
      b: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 1) },
      n: { DataType: "Number.int", StringValue: "12" },
    };
    const sent = await send(url, "hällo", { MessageAttributes });
    const [message] = await receive(url, { MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] });
    // Both as botocore checks them, and as moto writes them.
    expect(sent).toMatchObject({
      MD5OfMessageBody: "38bbce5fb3d0aec801f9eab39182fa7a",
      MD5OfMessageAttributes: "95b660b4f3e207b71f70de869cd4ce26",
    });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "hällo",
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: "1", SentTimestamp: expect.stringMatching(/^\d{13}$/) as string },
    });
    expect(await receive(url)).toEqual([]);
  });

  it("has only the attributes that were asked for, by name or by how they begin", async () => {
    const url = await deploy();
    const MessageAttributes = Object.fromEntries(
      ["job.id", "job.kind", "other"].map((name) => [name, { DataType: "String", StringValue: name }]),
    );
    await send(url, "x", { MessageAttributes });
    const [few] = await receive(url, { MessageAttributeNames: ["job.*"], VisibilityTimeout: 0 });
    expect(Object.keys(few!.MessageAttributes!)).toEqual(["job.id", "job.kind"]);
    expect(few!.Attributes).toBeUndefined();
    const [none] = await receive(url, { MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(none!.MessageAttributes).toBeUndefined();
    expect(none!.Attributes).toEqual({ ApproximateReceiveCount: "2" });
  });

  it("is nobody's while it is in flight, then another's, and the first handle deletes it no more", async () => {
    const url = await deploy({ VisibilityTimeout: 60 });
    await send(url, "work");
    const [first] = await receive(url);
    expect(await receive(url)).toEqual([]);
    expect(await attributesOf(url)).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "1",
    });
    await after(60, async () => {
      const [second] = await receive(url);
      expect(second!.MessageId).toBe(first!.MessageId);
      expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first!.ReceiptHandle }));
      expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: "1" });
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second!.ReceiptHandle }));
      expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: "0" });
    });
  });

  it("comes back earlier, or later, when who has it says so, and only as long as they have it", async () => {
    const url = await deploy({ VisibilityTimeout: 600 });
    await send(url, "work");
    const [first] = await receive(url);
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
    await change(first!.ReceiptHandle, 0);
    await expect(change(first!.ReceiptHandle, 5)).rejects.toBeInstanceOf(MessageNotInflight);
    const [second] = await receive(url);
    await expect(change(first!.ReceiptHandle, 5)).rejects.toThrow("Reason: Message does not exist");
    await change(second!.ReceiptHandle, 43_200);
    await after(43_100, async () => expect(await receive(url)).toEqual([]));
    await after(43_300, async () => expect(await receive(url)).toHaveLength(1));
  });

  it("waits for its delay, that of the queue or its own", async () => {
    const url = await deploy({ DelaySeconds: 100 });
    await send(url, "late");
    await send(url, "soon", { DelaySeconds: 0 });
    expect((await receive(url, { MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(["soon"]);
    expect(await attributesOf(url)).toMatchObject({ ApproximateNumberOfMessagesDelayed: "1" });
    await after(101, async () => expect(await receive(url, { MaxNumberOfMessages: 10 })).toHaveLength(2));
  });

  it("is forgotten when it is older than the queue retains any", async () => {
    const url = await deploy({ MessageRetentionPeriod: 60 });
    await send(url, "old");
    await after(59, async () => expect(await receive(url, { VisibilityTimeout: 0 })).toHaveLength(1));
    await after(61, async () => expect(await receive(url)).toEqual([]));
  });

  it("is received by who waits for it, as soon as it is sent or visible again", async () => {
    const url = await deploy();
    const waiting = receive(url, { WaitTimeSeconds: 20, VisibilityTimeout: 1 });
    await send(url, "soon");
    expect(await waiting).toMatchObject([{ Body: "soon" }]);
    expect(await receive(url, { WaitTimeSeconds: 20 })).toMatchObject([{ Body: "soon" }]);
  });

  const refused: [what: string, input: object, error: string][] = [
    ["with a control character", { MessageBody: "a\u0000b" }, "Invalid binary character '#x0'"],
    ["without a body", { MessageBody: "" }, "The request must contain the parameter MessageBody."],
    ["that is too large", { MessageBody: "ä".repeat(513) }, "Message must be shorter than 1024 bytes"],
    [
      "that is too large by its attributes",
      {
        MessageBody: "x".repeat(1000),
        MessageAttributes: { name: { DataType: "String", StringValue: "y".repeat(20) } },
      },
      "Message must be shorter than 1024 bytes",
    ],
    [
      "with a delay of an hour",
      { MessageBody: "x", DelaySeconds: 3_600 },
      "Value 3600 for parameter DelaySeconds is invalid",
    ],
    [
      "with an attribute of no type",
      { MessageBody: "x", MessageAttributes: { name: { DataType: "Text", StringValue: "y" } } },
      "supported type prefixes is Binary, Number, and String",
    ],
    [
      "with an attribute without a value",
      { MessageBody: "x", MessageAttributes: { name: { DataType: "String", StringValue: "" } } },
      "must contain a non-empty string value",
    ],
    [
      "with a number that is none",
      { MessageBody: "x", MessageAttributes: { name: { DataType: "Number", StringValue: "twelve" } } },
      "its value is no number",
    ],
    [
      "with an attribute of AWS",
      { MessageBody: "x", MessageAttributes: { "AWS.name": { DataType: "String", StringValue: "y" } } },
      "has a name that is not",
    ],
    [
      "for a FIFO queue",
      { MessageBody: "x", MessageDeduplicationId: "1" },
      "does not serve SendMessage with MessageDeduplicationId",
    ],
  ];
  describe("is refused", () => {
    let url: string;
    beforeAll(async () => (url = await deploy({ MaximumMessageSize: 1_024 })));
    it.each(refused)("%s", async (_, input, error) => {
      await expect(
        sqs.send(new SendMessageCommand({ QueueUrl: url, ...(input as { MessageBody: string }) })),
      ).rejects.toThrow(error);
      expect(await receive(url)).toEqual([]);
    });
  });
});

describe("a batch", () => {
  it("is taken entry by entry, and each that is refused says why", async () => {
    const url = await deploy();
    const Entries = [
      { Id: "good", MessageBody: "a" },
      { Id: "bad", MessageBody: "\u0001" },
      { Id: "also-good", MessageBody: "b" },
    ];
    const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(Successful!.map(({ Id }) => Id)).toEqual(["good", "also-good"]);
    expect(Failed).toMatchObject([{ Id: "bad", SenderFault: true, Code: "InvalidMessageContents" }]);
    const messages = await receive(url, { MaxNumberOfMessages: 10 });
    const deleted = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          ...messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          { Id: "none", ReceiptHandle: "garbage" },
        ],
      }),
    );
    expect(deleted.Successful).toHaveLength(2);
    expect(deleted.Failed).toMatchObject([{ Id: "none", Code: "ReceiptHandleIsInvalid" }]);
  });

  it.each([
    ["EmptyBatchRequest", []],
    ["TooManyEntriesInBatchRequest", Array.from({ length: 11 }, (_, index) => String(index))],
    ["BatchEntryIdsNotDistinct", ["1", "2", "1"]],
    ["InvalidBatchEntryId", ["a b"]],
  ])("is refused as a whole: %s", async (name, ids) => {
    const url = await deploy();
    const Entries = ids.map((Id) => ({ Id, MessageBody: "x" }));
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({ name });
    expect(await receive(url)).toEqual([]);
  });

  it("of more than 1 MiB is refused as a whole", async () => {
    const url = await deploy();
    const Entries = ["1", "2", "3", "4"].map((Id) => ({ Id, MessageBody: "x".repeat(262_145) }));
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
      name: "BatchRequestTooLong",
    });
  });
});

describe("a queue", () => {
  it("is found by its name, and listed", async () => {
    const url = await deploy({ QueueName: "by-name" });
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName: "by-name" }))).QueueUrl).toBe(url);
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: "by-" }))).QueueUrls).toEqual([url]);
    const [page] = [await sqs.send(new ListQueuesCommand({ MaxResults: 1 }))];
    expect(page.QueueUrls).toHaveLength(1);
    expect(page.NextToken).toBeDefined();
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: "none" }))).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(sqs.send(new PurgeQueueCommand({ QueueUrl: "by-name" }))).rejects.toThrow("The address by-name");
    await expect(send(url.replace("by-name", "none"), "x")).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it("takes other settings while it is there, and refuses what SQS refuses", async () => {
    const url = await deploy();
    const set = (Attributes: Record<string, string>) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
    await set({ VisibilityTimeout: "7", MaximumMessageSize: "2048" });
    expect(await attributesOf(url)).toMatchObject({
      VisibilityTimeout: "7",
      MaximumMessageSize: "2048",
      MessageRetentionPeriod: "345600",
      SqsManagedSseEnabled: "true",
    });
    for (const [name, value] of [
      ["VisibilityTimeout", "43201"],
      ["MaximumMessageSize", "1048577"],
      ["MessageRetentionPeriod", "59"],
      ["RedrivePolicy", '{"maxReceiveCount":3}'],
      ["RedriveAllowPolicy", '{"redrivePermission":"byQueue"}'],
      ["Policy", "{"],
    ] as const)
      await expect(set({ [name]: value }), name).rejects.toMatchObject({ name: "InvalidAttributeValue" });
    await expect(set({ FifoQueue: "true" })).rejects.toThrow("standard queues only");
    await expect(set({ Color: "red" })).rejects.toThrow("Unknown Attribute Color.");
  });

  it("is emptied once a minute", async () => {
    const url = await deploy();
    const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    await send(url, "x");
    await purge();
    expect(await receive(url)).toEqual([]);
    await expect(purge()).rejects.toMatchObject({ name: "PurgeQueueInProgress" });
    await after(60, async () => void (await purge()));
  });

  it("is told by whom it is the dead-letter queue", async () => {
    const stack = await aws.deploy({
      cdkOut: writeCdkOut("Letters", {
        Resources: {
          Dead: { Type: "AWS::SQS::Queue", Properties: {} },
          Live: {
            Type: "AWS::SQS::Queue",
            Properties: {
              RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 2 },
            },
          },
        },
      }),
    });
    const [dead, live] = ["Dead", "Live"].map(
      (id) => stack.resources.find(({ logicalId }) => logicalId === id)!.physicalId,
    );
    const { queueUrls } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
    expect(queueUrls).toEqual([live]);
  });
});

describe("who may", () => {
  const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "000000000000" } }] };
  async function clientOf(roleName: string, Statement: object[]): Promise<SQSClient> {
    const Resources = {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: roleName,
          AssumeRolePolicyDocument: trust,
          Policies: [{ PolicyName: "Own", PolicyDocument: { Statement } }],
        },
      },
    };
    await aws.deploy({ cdkOut: writeCdkOut(roleName, { Resources }) });
    const RoleArn = `arn:aws:iam::000000000000:role/${roleName}`;
    const { text } = await callQuery(aws, "sts", { Action: "AssumeRole", RoleArn, RoleSessionName: "test" });
    const accessKeyId = /<AccessKeyId>(\w+)</.exec(text)![1]!;
    return new SQSClient({ ...sdkConfiguration(aws), credentials: { accessKeyId, secretAccessKey: "unchecked" } });
  }
  const allow = { Effect: "Allow", Resource: "*" };
  const secure = {
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };

  it("send may be no one who may receive, and every refusal is in AWS's words", async () => {
    const url = await deploy();
    const sender = await clientOf("Sender", [{ ...allow, Action: "sqs:SendMessage" }]);
    await sender.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x" }));
    // A batch is the same action.
    await sender.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: "1", MessageBody: "y" }] }));
    await expect(sender.send(new ReceiveMessageCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(
        "is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:",
      ) as string,
    });
    // Nor does it learn which queues there are.
    await expect(sender.send(new GetQueueUrlCommand({ QueueName: "none" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    sender.destroy();
  });

  it("is also what the queue's own policy says: it lets in, and keeps out, and asks for TLS", async () => {
    const receiver = await clientOf("Receiver", [{ ...allow, Action: "sqs:ListQueues" }]);
    const principal = { AWS: "arn:aws:iam::000000000000:role/Receiver" };
    const open = await deploy({}, [secure, { ...allow, Principal: principal, Action: "sqs:ReceiveMessage" }]);
    expect((await receiver.send(new ReceiveMessageCommand({ QueueUrl: open }))).Messages).toBeUndefined();
    const closed = await deploy({}, [
      { ...allow, Principal: principal, Action: "sqs:*" },
      { Effect: "Deny", Principal: "*", Action: "sqs:ReceiveMessage", Resource: "*" },
    ]);
    await expect(receiver.send(new ReceiveMessageCommand({ QueueUrl: closed }))).rejects.toThrow(
      "with an explicit deny",
    );
    expect((await attributesOf(open))["Policy"]).toContain("aws:SecureTransport");
    receiver.destroy();
  });
});

describe("the protocol", () => {
  async function raw(path: string, target: string, body: string): Promise<Response> {
    return await fetch(aws.endpoint + path, {
      method: "POST",
      headers: {
        Authorization: `AWS4-HMAC-SHA256 Credential=${aws.adminCredentials.accessKeyId}/20260101/us-east-1/sqs/aws4_request`,
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": `AmazonSQS.${target}`,
      },
      body,
    });
  }

  it("is spoken at the address of the service and at that of the queue", async () => {
    const url = await deploy();
    const body = JSON.stringify({ QueueUrl: url, MessageBody: "x" });
    for (const path of ["/", new URL(url).pathname]) expect((await raw(path, "SendMessage", body)).status).toBe(200);
    expect(await receive(url, { MaxNumberOfMessages: 10 })).toHaveLength(2);
  });

  it("says an error's code in both spellings, for clients of either time", async () => {
    const response = await raw("/", "GetQueueUrl", '{"QueueName":"none"}');
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-query-error")).toBe("AWS.SimpleQueueService.NonExistentQueue;Sender");
    expect(await response.json()).toMatchObject({ __type: "com.amazonaws.sqs#QueueDoesNotExist" });
    const url = await deploy();
    const invalid = await raw("/", "ReceiveMessage", JSON.stringify({ QueueUrl: url, MaxNumberOfMessages: 11 }));
    expect(invalid.headers.get("x-amzn-query-error")).toBe("InvalidParameterValue;Sender");
    expect(((await invalid.json()) as { message: string }).message).toBe(
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    );
    await expect(
      sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: "garbage" })),
    ).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  });

  it("of the time before is refused with a sentence", async () => {
    const { status, text } = await callQuery(aws, "sqs", { Action: "ListQueues", Version: "2012-11-05" });
    expect(status).toBe(400);
    expect(text).toContain("JSON protocol only");
  });
});
