/** An attribute that a sender puts beside the body of a message. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string | undefined;
  /** Base64. */
  BinaryValue?: string | undefined;
}

/** What a message is sent with. */
export interface SentMessage {
  body: string;
  attributes: Readonly<Record<string, MessageAttribute>>;
  /** Of AWS itself: the header of a trace. */
  systemAttributes: Readonly<Record<string, MessageAttribute>>;
  groupId?: string | undefined;
  /** Who sent it, as SQS names principals. */
  senderId: string;
}

/** A message in a queue. */
export interface Message extends SentMessage {
  messageId: string;
  /** When it was sent; it keeps that in a dead-letter queue. */
  sentAtMs: number;
  /** From when on it may be received: later than now while it is delayed or in flight. */
  visibleAtMs: number;
  receiveCount: number;
  firstReceivedAtMs?: number;
  /** What the last one who received it was given; deletes it, or changes when it is visible again. */
  receiptHandle?: string;
  /** The queue that it was moved here from, because it had been received too often there. */
  deadLetterSourceArn?: string;
}

/** Whether somebody has received the message and has time left for it. */
export function isInFlight({ visibleAtMs, receiptHandle }: Message, nowMs: number): boolean {
  return receiptHandle !== undefined && visibleAtMs > nowMs;
}
