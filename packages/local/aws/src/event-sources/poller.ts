import type { EventSource } from "./event-source.ts";

/** What polls for an event source. */
export interface Poller {
  /** Receives nothing any more; a batch that has begun is brought to its end. */
  stop(): void;
}

/** An event source mapping: a queue, and the function that gets its messages while it is enabled. */
export interface Mapping {
  readonly source: EventSource;
  isEnabled(): boolean;
  /** Begins to poll, or ends it; a batch that has begun is brought to its end. */
  enable(isEnabled: boolean): void;
  /** When it was made or changed last, in milliseconds since the epoch. */
  changedAt(): number;
}
