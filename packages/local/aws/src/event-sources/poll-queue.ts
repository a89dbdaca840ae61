import { setTimeout as sleep } from "node:timers/promises";

import { ServiceError } from "../service-error.ts";
import type { Message } from "../services/sqs/message.ts";
import { findQueueByArn } from "../services/sqs/queue.ts";
import { deliverBatch } from "./deliver-batch.ts";
import type { EventSource } from "./event-source.ts";
import type { EventSourceAccount } from "./event-source-account.ts";
import { gatherBatch } from "./gather-batch.ts";
import { mayDo } from "./may-do.ts";
import type { Poller } from "./poller.ts";

/** How long Lambda stays away from a queue that is gone, or that it may not read. */
const awayMs = 10_000;

/** Polls a queue for a function: one batch after the other, as many at work at once as the event source permits. */
export function pollQueue(account: EventSourceAccount, source: EventSource): Poller {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  const atWork = new Set<Promise<void>>();

  const rest = (): Promise<void> => sleep(awayMs, undefined, { signal, ref: false }).catch(() => {});
  // SQS gives nothing more while it has given too much.
  async function stayAway(error: unknown): Promise<Message[]> {
    if (!(error instanceof ServiceError)) throw error;
    await rest();
    return [];
  }

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      if (atWork.size >= source.maxConcurrency) {
        await Promise.race([stopped, ...atWork]);
        continue;
      }
      const queue = findQueueByArn(account.queues, source.queueArn);
      if (!queue || !mayDo(account, source.functionName, "sqs:ReceiveMessage", queue, true)) {
        await rest();
        continue;
      }
      const batch = await gatherBatch(account.queues, queue, source, signal).catch(stayAway);
      if (batch.length === 0) continue;
      const work = deliverBatch(account, source, queue, batch).finally(() => atWork.delete(work));
      atWork.add(work);
    }
  }
  void poll();
  return { stop: () => stopping.abort() };
}
