import type { EventSource, EventSourceAccount } from "./event-source.ts";
import { pollQueue } from "./poll-queue.ts";
import type { Poller } from "./poller.ts";

/** An event source mapping: a queue, the function that gets its messages, and who polls while it is enabled. */
export interface Mapping {
  source: EventSource;
  poller: Poller | undefined;
  /** When it was made or changed last, in milliseconds since the epoch. */
  changedAt: number;
}

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
