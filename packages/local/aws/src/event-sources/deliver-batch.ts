import { setTimeout as sleep } from "node:timers/promises";

import type { InvocationResult } from "../lambda/invocation-result.ts";
import type { Message } from "../services/sqs/message.ts";
import type { Queue } from "../services/sqs/queue.ts";
import { deleteMessage } from "../services/sqs/settle-message.ts";
import type { EventSource } from "./event-source.ts";
import type { EventSourceAccount } from "./event-source-account.ts";
import { mayDo } from "./may-do.ts";
import { parseBatchResponse } from "./parse-batch-response.ts";
import { toSqsEvent } from "./to-sqs-event.ts";

const firstThrottleMs = 500;
const longestThrottleMs = 10_000;

/** Invokes the function with a batch and deletes what it has not failed at; the rest is visible again when its time in flight is over. */
export async function deliverBatch(
  account: EventSourceAccount,
  source: EventSource,
  queue: Queue,
  batch: readonly Message[],
): Promise<void> {
  const result = await invoke(account, source, queue, batch);
  if (!result?.ok) return;
  const ids = batch.map(({ messageId }) => messageId);
  const failed = source.reportsFailures ? parseBatchResponse(result.payload, ids) : new Set<string>();
  if (failed === "all") return;
  const done = batch.filter(({ messageId }) => !failed.has(messageId));
  if (done.length === 0 || !mayDo(account, source.functionName, "sqs:DeleteMessage", queue, true)) return;
  for (const { receiptHandle } of done) deleteMessage(queue, receiptHandle!);
}

// A throttled batch is tried again for as long as its messages are in flight.
async function invoke(
  { functions, region }: EventSourceAccount,
  { functionName }: EventSource,
  queue: Queue,
  batch: readonly Message[],
): Promise<InvocationResult | undefined> {
  const event = toSqsEvent(batch, queue.arn, region);
  const untilMs = Math.min(...batch.map(({ visibleAtMs }) => visibleAtMs));
  for (let waitMs = firstThrottleMs; ; waitMs = Math.min(2 * waitMs, longestThrottleMs)) {
    const found = functions.find(functionName);
    const result = found && (await functions.invoke(found, event));
    if (!result?.isThrottled || Date.now() + waitMs >= untilMs) return result;
    await sleep(waitMs, undefined, { ref: false });
  }
}
