import { randomUUID } from "node:crypto";
import { z } from "zod";

import { ServiceError } from "../../service-error.ts";
import { text } from "../operation.ts";
import { digestAttributes, digestBody } from "./digest-message.ts";
import { inRange } from "./in-range.ts";
import type { Message, MessageAttribute, SentMessage } from "./message.ts";
import { durationMs, type Queue, wake } from "./queue.ts";

const maxAttributes = 10;
const longestDelaySeconds = 900;
// Lists of values are in SQS's model, and it takes none.
const attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});
const isName = /^(?!(?:AWS|Amazon)\.|.*\.\.|\.|.*\.$)[\w.-]{1,256}$/i;
const isType = /^(String|Number|Binary)(?:\.[^]{1,249})?$/;
const isNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
// Of SQS's characters: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const isStranger = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** What a message is sent with, alone or as an entry of a batch. */
export const sendFields = {
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), attribute).default({}),
  MessageSystemAttributes: z.strictObject({ AWSTraceHeader: attribute.optional() }).default({}),
  MessageGroupId: text(1, 128)
    .regex(/^[!-~]+$/)
    .optional(),
};
type SendInput = z.output<z.ZodObject<typeof sendFields>>;

/** What SQS says of a message that it has taken. */
interface Receipt {
  MessageId: string;
  MD5OfMessageBody: string;
  MD5OfMessageAttributes?: string | undefined;
  MD5OfMessageSystemAttributes?: string | undefined;
}

/** How many bytes a message counts: its body, and its attributes with their names and types. */
export function sizeBytes({ MessageBody, MessageAttributes }: SendInput): number {
  const attributes = Object.entries(MessageAttributes).map(
    ([name, { DataType, StringValue = "", BinaryValue = "" }]) =>
      Buffer.byteLength(name + DataType + StringValue) + Buffer.from(BinaryValue, "base64").length,
  );
  return attributes.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(MessageBody));
}

/** Puts a message into a queue, once it is what SQS takes. */
export function sendMessage(queue: Queue, input: SendInput, senderId: string): Receipt {
  checkBody(input.MessageBody);
  for (const [name, value] of Object.entries(input.MessageAttributes)) checkAttribute(name, value);
  if (Object.keys(input.MessageAttributes).length > maxAttributes)
    throw invalid(
      `Number of message attributes [${Object.keys(input.MessageAttributes).length}] exceeds the allowed maximum [${maxAttributes}].`,
    );
  const mostBytes = Number(queue.settings["MaximumMessageSize"]);
  if (sizeBytes(input) > mostBytes)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${mostBytes} bytes.`);
  const { AWSTraceHeader } = input.MessageSystemAttributes;
  const message = enqueue(
    queue,
    {
      body: input.MessageBody,
      attributes: input.MessageAttributes,
      systemAttributes: AWSTraceHeader === undefined ? {} : { AWSTraceHeader },
      groupId: input.MessageGroupId,
      senderId,
    },
    input.DelaySeconds === undefined
      ? durationMs(queue, "DelaySeconds")
      : 1000 * inRange("DelaySeconds", input.DelaySeconds, 0, longestDelaySeconds),
  );
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: digestBody(message.body),
    MD5OfMessageAttributes: digestAttributes(message.attributes),
    MD5OfMessageSystemAttributes: digestAttributes(message.systemAttributes),
  };
}

/** Puts a new message into a queue as it is. */
export function enqueue(queue: Queue, sent: SentMessage, delayMs: number): Message {
  const nowMs = Date.now();
  const message = { ...sent, messageId: randomUUID(), sentAtMs: nowMs, visibleAtMs: nowMs + delayMs, receiveCount: 0 };
  queue.messages.set(message.messageId, message);
  queue.changes++;
  wake(queue);
  return message;
}

const invalid = (message: string): ServiceError => new ServiceError("InvalidParameterValue", message);

function checkBody(body: string): void {
  if (body === "") throw new ServiceError("MissingParameter", "The request must contain the parameter MessageBody.");
  const found = isStranger.exec(body)?.[0].codePointAt(0);
  if (found !== undefined)
    throw new ServiceError(
      "InvalidMessageContents",
      `Invalid binary character '#x${found.toString(16).toUpperCase()}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
    );
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const refuse = (reason: string): never => {
    throw invalid(`The message attribute '${name.slice(0, 256)}' ${reason}`);
  };
  const kind = isType.exec(DataType)?.[1];
  if (!isName.test(name)) refuse("has a name that is not letters, digits, - and _, with single dots between them.");
  if (kind === undefined)
    refuse("has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
  const value = kind === "Binary" ? BinaryValue : StringValue;
  if (!value || (kind === "Binary" ? StringValue : BinaryValue) !== undefined)
    refuse(`must contain a non-empty ${kind === "Binary" ? "binary" : "string"} value, and no other.`);
  if (kind === "Number" && !isNumber.test(value!)) refuse("is of the type Number, and its value is no number.");
  if (kind !== "Binary" && isStranger.test(value!)) refuse("has a character in its value that no message may have.");
}
