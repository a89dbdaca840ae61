import { z } from "zod";

import type { Account } from "../../account.ts";
import { parsePolicy } from "../../iam/parse-policy.ts";
import type { Principal } from "../../iam/principal.ts";
import { ServiceError } from "../../service-error.ts";
import { jsonService } from "../json-service.ts";
import { like, operation, text, whole, type Operation } from "../operation.ts";
import { page } from "../page.ts";
import { toQueryError } from "../query-service.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { checkSettings } from "./check-settings.ts";
import { describeMessage } from "./describe-message.ts";
import { describeQueue } from "./describe-queue.ts";
import { moveOperations } from "./move-operations.ts";
import { durationMs, type Queue, setSettings } from "./queue.ts";
import { receiveMessages } from "./receive-messages.ts";
import { sourcesOf } from "./move-tasks.ts";
import { runBatch } from "./run-batch.ts";
import { sendFields, sendMessage, sizeBytes } from "./send-message.ts";
import { changeVisibility, deleteMessage } from "./settle-message.ts";
import { toSqsError } from "./to-sqs-error.ts";

const namespace = "http://queue.amazonaws.com/doc/2012-11-05/";
const protocol = {
  version: "1.0",
  name: "SQS",
  targetPrefix: "AmazonSQS",
  valueCode: "InvalidParameterValue",
  // A message of 1 MiB may be written with escapes.
  maxBodyBytes: 8 * 1024 * 1024,
} as const;
const maxBatchBytes = 1_048_576;
const purgeMs = 60_000;

const queueUrl = { QueueUrl: text(1) };
const receipt = { ReceiptHandle: text(1) };
const visibility = whole(0, 43_200);
const entry = { Id: z.string() };
const systemName = z.enum([
  "All",
  "SenderId",
  "SentTimestamp",
  "ApproximateReceiveCount",
  "ApproximateFirstReceiveTimestamp",
  "SequenceNumber",
  "MessageDeduplicationId",
  "MessageGroupId",
  "AWSTraceHeader",
  "DeadLetterQueueSourceArn",
]);
const receiveInput = z.strictObject({
  ...queueUrl,
  AttributeNames: z.array(systemName).default([]),
  MessageSystemAttributeNames: z.array(systemName).default([]),
  MessageAttributeNames: z.array(text(1, 256)).default([]),
  MaxNumberOfMessages: whole(1, 10).default(1),
  VisibilityTimeout: visibility.optional(),
  WaitTimeSeconds: whole(0, 20).optional(),
});
const pages = { NextToken: text(1).optional(), MaxResults: whole(1, 1000).default(1000) };
const badToken = (): ServiceError =>
  new ServiceError("InvalidParameterValue", "Invalid or expired next token: start again without one.");

/** Simple Queue Service: standard queues. Queues are made by stacks only. */
export function sqsService(account: Account): Service {
  const { queues } = account;

  /** Who names a queue that is not there does not learn whether it may use it. */
  function find(call: ServiceCall, action: string, url: string): Queue {
    const name = readQueueUrl(account, url);
    const queue = queues.get(name);
    const arn = `arn:aws:sqs:${account.region}:${account.accountId}:${name}`;
    call.authorize(`sqs:${action}`, arn, queue && { resourcePolicy: queue.policy });
    if (!queue) throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  }
  const onQueue = <Schema extends z.ZodType<{ QueueUrl: string }>, Output>(
    action: string,
    schema: Schema,
    run: (queue: Queue, input: z.output<Schema>, call: ServiceCall) => Output,
  ): Operation<Output> => operation(schema, (input, call) => run(find(call, action, input.QueueUrl), input, call));

  const service = jsonService(protocol, {
    SendMessage: onQueue("SendMessage", z.strictObject({ ...queueUrl, ...sendFields }), (queue, input, call) =>
      sendMessage(queue, input, toSenderId(call.principal)),
    ),
    // The batches are the same actions to IAM.
    SendMessageBatch: onQueue(
      "SendMessage",
      z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ ...entry, ...sendFields })) }),
      (queue, { Entries }, call) => {
        const bytes = Entries.reduce((sum, one) => sum + sizeBytes(one), 0);
        if (bytes > maxBatchBytes)
          throw new ServiceError(
            "BatchRequestTooLong",
            `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
          );
        return runBatch("SendMessageBatch", Entries, (one) => sendMessage(queue, one, toSenderId(call.principal)));
      },
    ),
    ReceiveMessage: onQueue("ReceiveMessage", receiveInput, async (queue, input) => {
      const visibilityMs =
        input.VisibilityTimeout === undefined ? durationMs(queue, "VisibilityTimeout") : input.VisibilityTimeout * 1000;
      const waitMs =
        input.WaitTimeSeconds === undefined
          ? durationMs(queue, "ReceiveMessageWaitTimeSeconds")
          : input.WaitTimeSeconds * 1000;
      const order = { count: input.MaxNumberOfMessages, visibilityMs };
      const messages = await receiveMessages(queues, queue, order, Date.now() + waitMs);
      const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      return messages.length === 0
        ? {}
        : { Messages: messages.map((one) => describeMessage(one, system, input.MessageAttributeNames)) };
    }),
    DeleteMessage: onQueue("DeleteMessage", z.strictObject({ ...queueUrl, ...receipt }), (queue, input) => {
      deleteMessage(queue, input.ReceiptHandle);
      return {};
    }),
    DeleteMessageBatch: onQueue(
      "DeleteMessage",
      z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ ...entry, ...receipt })) }),
      (queue, { Entries }) =>
        runBatch("DeleteMessageBatch", Entries, ({ ReceiptHandle }) => {
          deleteMessage(queue, ReceiptHandle);
          return {};
        }),
    ),
    ChangeMessageVisibility: onQueue(
      "ChangeMessageVisibility",
      z.strictObject({ ...queueUrl, ...receipt, VisibilityTimeout: visibility }),
      (queue, input) => {
        changeVisibility(queue, input.ReceiptHandle, input.VisibilityTimeout * 1000);
        return {};
      },
    ),
    ChangeMessageVisibilityBatch: onQueue(
      "ChangeMessageVisibility",
      z.strictObject({
        ...queueUrl,
        Entries: z.array(z.strictObject({ ...entry, ...receipt, VisibilityTimeout: visibility })),
      }),
      (queue, { Entries }) =>
        runBatch("ChangeMessageVisibilityBatch", Entries, (one) => {
          changeVisibility(queue, one.ReceiptHandle, one.VisibilityTimeout * 1000);
          return {};
        }),
    ),
    GetQueueAttributes: onQueue(
      "GetQueueAttributes",
      z.strictObject({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) }),
      (queue, { AttributeNames: names }) => {
        const all = Object.entries(describeQueue(queue));
        const unknown = names.find((name) => name !== "All" && !attributeNames.has(name));
        if (unknown !== undefined)
          throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${unknown.slice(0, 80)}.`);
        const wanted = all.filter(([name]) => names.includes("All") || names.includes(name));
        return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
      },
    ),
    SetQueueAttributes: onQueue(
      "SetQueueAttributes",
      z.strictObject({ ...queueUrl, Attributes: z.record(z.string(), z.string()) }),
      (queue, { Attributes }) => {
        const given = Object.entries({ ...queue.settings, ...Attributes });
        // An empty policy takes it away.
        const settings = Object.fromEntries(given.filter(([, value]) => value !== ""));
        checkSettings(queues, queue.arn, Attributes);
        const { Policy } = Attributes;
        if (Policy !== undefined)
          queue.policy = Policy === "" ? [] : parsePolicy(JSON.parse(Policy), `The policy of the queue ${queue.name}`);
        setSettings(queue, settings);
        return {};
      },
    ),
    GetQueueUrl: operation(
      z.strictObject({ QueueName: text(1), QueueOwnerAWSAccountId: like(/\d{12}/).optional() }),
      ({ QueueName, QueueOwnerAWSAccountId: owner = account.accountId }, call) => ({
        QueueUrl: find(call, "GetQueueUrl", `${account.endpoint}/${owner}/${QueueName}`).url,
      }),
    ),
    ListQueues: operation(z.strictObject({ QueueNamePrefix: z.string().default(""), ...pages }), (input, call) => {
      call.authorize("sqs:ListQueues", "*");
      const found = [...queues.values()].filter(({ name }) => name.startsWith(input.QueueNamePrefix));
      const { items, NextToken } = page(found, input.NextToken, input.MaxResults, badToken);
      return items.length === 0 ? {} : { QueueUrls: items.map(({ url }) => url), NextToken };
    }),
    ListDeadLetterSourceQueues: onQueue(
      "ListDeadLetterSourceQueues",
      z.strictObject({ ...queueUrl, ...pages }),
      (queue, input) => {
        const { items, NextToken } = page(sourcesOf(queues, queue), input.NextToken, input.MaxResults, badToken);
        return { queueUrls: items.map(({ url }) => url), NextToken };
      },
    ),
    PurgeQueue: onQueue("PurgeQueue", z.strictObject(queueUrl), (queue) => {
      const nowMs = Date.now();
      if (nowMs < (queue.purgedAtMs ?? -Infinity) + purgeMs)
        throw new ServiceError(
          "PurgeQueueInProgress",
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
          403,
        );
      queue.purgedAtMs = nowMs;
      queue.messages.clear();
      return {};
    }),
    ...moveOperations(account),
  });
  return {
    ...service,
    handle(call) {
      // Clients of the years before 2023.
      if (call.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
        return toQueryError(noQueries(), call.requestId, namespace);
      // A client asks at the address of the queue, or at that of the service.
      return service.handle(/^\/\d{12}\/[\w.-]+\/?$/.test(call.path) ? { ...call, path: "/" } : call);
    },
    toError: toSqsError,
  };
}

const noQueries = (): ServiceError =>
  new ServiceError(
    "InvalidAction",
    "Local AWS serves SQS in its JSON protocol only, and not in the query protocol. Take a newer AWS SDK, such as JavaScript 3.447, botocore 1.31.81 or Java 2.21.19.",
  );

const attributeNames = new Set(
  "Policy VisibilityTimeout MaximumMessageSize MessageRetentionPeriod ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible CreatedTimestamp LastModifiedTimestamp QueueArn ApproximateNumberOfMessagesDelayed DelaySeconds ReceiveMessageWaitTimeSeconds RedrivePolicy FifoQueue ContentBasedDeduplication KmsMasterKeyId KmsDataKeyReusePeriodSeconds DeduplicationScope FifoThroughputLimit RedriveAllowPolicy SqsManagedSseEnabled".split(
    " ",
  ),
);

// Of an address only the path counts.
function readQueueUrl({ accountId }: Account, url: string): string {
  const [, owner, name] = /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]{1,80})\/?$/.exec(url) ?? [];
  if (name === undefined)
    throw new ServiceError("InvalidAddress", `The address ${url.slice(0, 256)} is not valid for this endpoint.`, 404);
  if (owner !== accountId) throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
  return name;
}

function toSenderId(principal: Principal): string {
  const session = principal.arn.split("/").at(-1)!;
  return principal.kind === "role" ? `AROA${principal.roleName.slice(-12).toUpperCase()}:${session}` : `AIDA${session}`;
}
