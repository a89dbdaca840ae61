import type { Message } from "../services/sqs/message.ts";
import { durationMs, type Queue, type Queues } from "../services/sqs/queue.ts";
import { receiveMessages } from "../services/sqs/receive-messages.ts";

/** What one receive of SQS gives at most, and how long Lambda waits for it. */
const mostAtOnce = 10;
const longPollMs = 20_000;
/** What an invocation carries at most, and what is written around a body. */
const maxBatchBytes = 6 * 1024 * 1024;
const bytesAround = 2_048;

/** Receives a batch: what is there, and where there is a window, what comes until it is over or the batch is full. */
export async function gatherBatch(
  queues: Queues,
  queue: Queue,
  { batchSize, windowMs }: { batchSize: number; windowMs: number },
  signal: AbortSignal,
): Promise<Message[]> {
  const batch: Message[] = [];
  const mostMessages = windowMs === 0 ? Math.min(batchSize, mostAtOnce) : batchSize;
  let untilMs = Date.now() + longPollMs;
  let bytes = 0;
  while (batch.length < mostMessages && bytes + Number(queue.settings["MaximumMessageSize"]) <= maxBatchBytes) {
    // One by one, so that none is received that has no place in the batch.
    const order = { count: 1, visibilityMs: durationMs(queue, "VisibilityTimeout") };
    const [message] = await receiveMessages(queues, queue, order, untilMs, signal);
    if (message === undefined) break;
    if (batch.length === 0) untilMs = Date.now() + windowMs;
    batch.push(message);
    bytes += Buffer.byteLength(message.body) + bytesAround;
  }
  return batch;
}
