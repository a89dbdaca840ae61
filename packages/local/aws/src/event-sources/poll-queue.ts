import { setTimeout as sleep } from "node:timers/promises";

import { findQueueByArn } from "../services/sqs/queue.ts";
import { deliverBatch } from "./deliver-batch.ts";
import type { EventSource, EventSourceAccount } from "./event-source.ts";
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

  async function poll(): Promise<void> {
    while (!signal.aborted) {
      if (atWork.size >= source.maxConcurrency) {
        await Promise.race([stopped, ...atWork]);
        continue;
      }
      const queue = findQueueByArn(account.queues, source.queueArn);
      if (!queue || !mayDo(account, source.functionName, "sqs:ReceiveMessage", queue, true)) {
        await sleep(awayMs, undefined, { signal, ref: false }).catch(() => {});
        continue;
      }
      const batch = await gatherBatch(account.queues, queue, source, signal);
      if (batch.length === 0) continue;
      const work = deliverBatch(account, source, queue, batch).finally(() => atWork.delete(work));
      atWork.add(work);
    }
  }
  void poll();
  return { stop: () => stopping.abort() };
}
