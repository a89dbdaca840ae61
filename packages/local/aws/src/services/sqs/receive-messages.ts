import { ServiceError } from "../../service-error.ts";
import { isInFlight, type Message } from "./message.ts";
import { makeReceiptHandle } from "./receipt-handle.ts";
import { redrivePolicyOf } from "./redrive-policy.ts";
import { durationMs, findQueueByArn, type Queue, type Queues, wake } from "./queue.ts";

const maxInFlight = 120_000;
/** The longest a timer takes; who waits looks again after it. */
const maxTimerMs = 2_147_483_647;

/** How to receive. */
export interface ReceiveOrder {
  /** At most so many. */
  count: number;
  visibilityMs: number;
}

/** Forgets the messages that are older than the queue retains any. */
export function forgetOld(queue: Queue, nowMs: number): void {
  const retentionMs = durationMs(queue, "MessageRetentionPeriod");
  for (const { messageId, sentAtMs } of queue.messages.values())
    if (sentAtMs + retentionMs <= nowMs && queue.messages.delete(messageId)) queue.changes++;
}

/** Takes messages that are visible now; what was received too often goes to the dead-letter queue instead, and keeps its id and its age. */
export function takeMessages(queues: Queues, queue: Queue, order: ReceiveOrder, nowMs: number): Message[] {
  forgetOld(queue, nowMs);
  const redrive = redrivePolicyOf(queue);
  const deadLetters = redrive && findQueueByArn(queues, redrive.deadLetterTargetArn);
  const all = [...queue.messages.values()];
  if (all.filter((message) => isInFlight(message, nowMs)).length >= maxInFlight)
    throw new ServiceError("OverLimit", `The queue ${queue.name} has ${maxInFlight} messages in flight.`, 403);
  const taken: Message[] = [];
  for (const message of all) {
    if (taken.length >= order.count) break;
    if (message.visibleAtMs > nowMs) continue;
    queue.changes++;
    if (deadLetters && message.receiveCount >= redrive.maxReceiveCount) {
      queue.messages.delete(message.messageId);
      const { receiptHandle: _, ...moved } = message;
      deadLetters.messages.set(message.messageId, { ...moved, deadLetterSourceArn: queue.arn });
      deadLetters.changes++;
      wake(deadLetters);
      continue;
    }
    message.receiveCount++;
    message.firstReceivedAtMs ??= nowMs;
    message.visibleAtMs = nowMs + order.visibilityMs;
    message.receiptHandle = makeReceiptHandle(queue, message.messageId);
    taken.push({ ...message });
  }
  return taken;
}

/** Takes messages, and where there are none waits for them until then. */
export async function receiveMessages(
  queues: Queues,
  queue: Queue,
  order: ReceiveOrder,
  untilMs: number,
  signal?: AbortSignal,
): Promise<Message[]> {
  for (;;) {
    const taken = takeMessages(queues, queue, order, Date.now());
    const isGone = queues.get(queue.name) !== queue;
    if (taken.length > 0 || Date.now() >= untilMs || signal?.aborted || isGone) return taken;
    await waitForMessage(queue, untilMs, signal);
  }
}

/** Resolves when a message may be visible, and at that time at the latest. */
function waitForMessage(queue: Queue, untilMs: number, signal: AbortSignal | undefined): Promise<void> {
  const nextMs = Math.min(untilMs, ...Array.from(queue.messages.values(), ({ visibleAtMs }) => visibleAtMs));
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      queue.waiting.delete(end);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(Math.max(nextMs - Date.now(), 1), maxTimerMs)).unref();
    queue.waiting.add(end);
    signal?.addEventListener("abort", end);
  });
}
