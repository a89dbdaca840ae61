import { digestAttributes, digestBody } from "./digest-message.ts";
import type { Message } from "./message.ts";

/** What SQS itself knows of a received message, by the names of its API. */
export function systemAttributesOf(message: Message): Record<string, string> {
  const { senderId, sentAtMs, receiveCount, firstReceivedAtMs, groupId, deadLetterSourceArn } = message;
  const trace = message.systemAttributes["AWSTraceHeader"]?.StringValue;
  return {
    ApproximateReceiveCount: String(receiveCount),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
    SentTimestamp: String(sentAtMs),
    SenderId: senderId,
    ApproximateFirstReceiveTimestamp: String(firstReceivedAtMs),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}

/** A message as ReceiveMessage gives it, with the attributes that were asked for. */
export function describeMessage(message: Message, systemNames: readonly string[], names: readonly string[]): object {
  const { messageId, receiptHandle, body } = message;
  const known = systemAttributesOf(message);
  const system = Object.entries(known).filter(([name]) => systemNames.includes("All") || systemNames.includes(name));
  const own = Object.entries(message.attributes).filter(([name]) => names.some((wanted) => asksFor(wanted, name)));
  const attributes = Object.fromEntries(own);
  return {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: digestBody(body),
    Body: body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(own.length > 0 && {
      MD5OfMessageAttributes: digestAttributes(attributes),
      MessageAttributes: attributes,
    }),
  };
}

function asksFor(wanted: string, name: string): boolean {
  if (wanted === "All" || wanted === ".*") return true;
  return wanted.endsWith(".*") ? name.startsWith(wanted.slice(0, -1)) : wanted === name;
}
