import type { EventSource } from "./event-source.ts";
import type { EventSourceAccount } from "./event-source-account.ts";
import { pollQueue } from "./poll-queue.ts";
import type { Mapping } from "./poller.ts";

/** Makes a mapping of an event source, and polls for it where it is enabled. */
export function startMapping(account: EventSourceAccount, source: EventSource, isEnabled: boolean): Mapping {
  return { source, poller: isEnabled ? pollQueue(account, source) : undefined, changedAt: Date.now() };
}

/** Begins to poll, or ends it; a batch that has begun is brought to its end. */
export function enableMapping(account: EventSourceAccount, mapping: Mapping, isEnabled: boolean): void {
  mapping.changedAt = Date.now();
  if (isEnabled) mapping.poller ??= pollQueue(account, mapping.source);
  else {
    mapping.poller?.stop();
    mapping.poller = undefined;
  }
}
