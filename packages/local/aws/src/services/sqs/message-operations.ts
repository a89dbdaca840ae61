import { z } from "zod";

import type { Account } from "../../account.ts";
import type { Principal } from "../../iam/principal.ts";
import { ServiceError } from "../../service-error.ts";
import { text, type Operation } from "../operation.ts";
import { describeMessage } from "./describe-message.ts";
import { onQueue } from "./find-queue.ts";
import { inRange } from "./in-range.ts";
import { durationMs } from "./queue.ts";
import { receiveMessages } from "./receive-messages.ts";
import { runBatch } from "./run-batch.ts";
import { sendFields, sendMessage, sizeBytes } from "./send-message.ts";
import { changeVisibility, deleteMessage } from "./settle-message.ts";

const maxBatchBytes = 1_048_576;
const longestVisibilitySeconds = 43_200;
const mostMessages = 10;
const longestWaitSeconds = 20;

const queueUrl = { QueueUrl: text(1) };
const receipt = { ReceiptHandle: text(1) };
const visible = { VisibilityTimeout: z.int() };
const entries = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.strictObject({ ...queueUrl, Entries: z.array(z.strictObject({ Id: z.string(), ...fields })) });
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
  MaxNumberOfMessages: z.int().default(1),
  VisibilityTimeout: z.int().optional(),
  WaitTimeSeconds: z.int().optional(),
});

/** The operations that send, receive and settle messages. To IAM those on batches are the same actions. */
export function messageOperations(account: Account): Record<string, Operation<object | Promise<object>>> {
  const { queues } = account;
  const on = onQueue(account);
  return {
    SendMessage: on("SendMessage", z.strictObject({ ...queueUrl, ...sendFields }), (queue, input, { principal }) =>
      sendMessage(queue, input, toSenderId(principal)),
    ),
    SendMessageBatch: on("SendMessage", entries(sendFields), (queue, { Entries }, { principal }) => {
      const bytes = Entries.reduce((sum, one) => sum + sizeBytes(one), 0);
      if (bytes > maxBatchBytes)
        throw new ServiceError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${maxBatchBytes} bytes. You have sent ${bytes} bytes.`,
        );
      return runBatch("SendMessageBatch", Entries, (one) => sendMessage(queue, one, toSenderId(principal)));
    }),
    ReceiveMessage: on("ReceiveMessage", receiveInput, async (queue, input) => {
      const waitSeconds = input.WaitTimeSeconds ?? Number(queue.settings["ReceiveMessageWaitTimeSeconds"]);
      const untilMs = Date.now() + 1000 * inRange("WaitTimeSeconds", waitSeconds, 0, longestWaitSeconds);
      const order = {
        count: inRange("MaxNumberOfMessages", input.MaxNumberOfMessages, 1, mostMessages),
        visibilityMs: toVisibilityMs(input.VisibilityTimeout ?? durationMs(queue, "VisibilityTimeout") / 1000),
      };
      const messages = await receiveMessages(queues, queue, order, untilMs);
      const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
      const Messages = messages.map((message) => describeMessage(message, system, input.MessageAttributeNames));
      return messages.length === 0 ? {} : { Messages };
    }),
    DeleteMessage: on("DeleteMessage", z.strictObject({ ...queueUrl, ...receipt }), (queue, { ReceiptHandle }) => {
      deleteMessage(queue, ReceiptHandle);
      return {};
    }),
    DeleteMessageBatch: on("DeleteMessage", entries(receipt), (queue, { Entries }) =>
      runBatch("DeleteMessageBatch", Entries, ({ ReceiptHandle }) => {
        deleteMessage(queue, ReceiptHandle);
        return {};
      }),
    ),
    ChangeMessageVisibility: on(
      "ChangeMessageVisibility",
      z.strictObject({ ...queueUrl, ...receipt, ...visible }),
      (queue, { ReceiptHandle, VisibilityTimeout }) => {
        changeVisibility(queue, ReceiptHandle, toVisibilityMs(VisibilityTimeout));
        return {};
      },
    ),
    ChangeMessageVisibilityBatch: on(
      "ChangeMessageVisibility",
      entries({ ...receipt, ...visible }),
      (queue, { Entries }) =>
        runBatch("ChangeMessageVisibilityBatch", Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
          changeVisibility(queue, ReceiptHandle, toVisibilityMs(VisibilityTimeout));
          return {};
        }),
    ),
  };
}

const toVisibilityMs = (seconds: number): number =>
  1000 * inRange("VisibilityTimeout", seconds, 0, longestVisibilitySeconds);

function toSenderId(principal: Principal): string {
  const session = principal.arn.split("/").at(-1)!;
  return principal.kind === "role" ? `AROA${principal.roleName.slice(-12).toUpperCase()}:${session}` : `AIDA${session}`;
}
