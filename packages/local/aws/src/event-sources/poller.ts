import type { EventSource } from "./event-source.ts";

/** What polls for an event source. */
export interface Poller {
  /** Receives nothing any more; a batch that has begun is brought to its end. */
  stop(): void;
}

/** An event source mapping: a queue, the function that gets its messages, and who polls while it is enabled. */
export interface Mapping {
  source: EventSource;
  poller: Poller | undefined;
  /** When it was made or changed last, in milliseconds since the epoch. */
  changedAt: number;
}
