import { isInFlight } from "../services/sqs/message.ts";
import { type Queue, type Queues, wake } from "../services/sqs/queue.ts";
import { forgetOld } from "../services/sqs/receive-messages.ts";
import type { KeptQueue } from "./kept-stores.ts";

/** The messages of a queue, the oldest of them first, as many as `mostBytes` hold. */
export function readQueue(queue: Queue, mostBytes: number): KeptQueue {
  const nowMs = Date.now();
  forgetOld(queue, nowMs);
  const all = [...queue.messages.values()];
  let bytes = 0;
  const over = all.findIndex(({ body }) => (bytes += Buffer.byteLength(body)) > mostBytes);
  const kept = over === -1 ? all : all.slice(0, over);
  return {
    messages: kept.map((message) => {
      const { receiptHandle: _, deadLetterSourceArn, ...rest } = message;
      return {
        ...rest,
        ...(isInFlight(message, nowMs) && { visibleAtMs: 0 }),
        ...(deadLetterSourceArn !== undefined && { deadLetterSource: deadLetterSourceArn.split(":").at(-1)! }),
      };
    }),
    isWhole: over === -1,
  };
}

/** Puts messages into a queue, where they are received as if they had come now. */
export function fillQueue(queues: Queues, queue: Queue, { messages }: KeptQueue): void {
  for (const { deadLetterSource, ...message } of messages) {
    const source = deadLetterSource === undefined ? undefined : queues.get(deadLetterSource);
    queue.messages.set(message.messageId, { ...message, ...(source && { deadLetterSourceArn: source.arn }) });
  }
  queue.changes++;
  wake(queue);
}
