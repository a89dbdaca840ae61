/** What polls for an event source. */
export interface Poller {
  /** Receives nothing any more; a batch that has begun is brought to its end. */
  stop(): void;
}
