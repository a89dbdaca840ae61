import TinyQueue from "tinyqueue";

/** Time that passes only from one event to the next. */
export interface VirtualTime {
  /** Milliseconds since the beginning. */
  readonly nowMs: number;
  /** What is to happen in so many milliseconds; of two at one moment, first what was planned first. */
  after(delayMs: number, happen: () => void): void;
  /** Lets everything happen that is planned, and what is planned meanwhile. */
  run(): void;
}

interface Planned {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

/** See {@link VirtualTime}. */
export function virtualTime(): VirtualTime {
  const planned = new TinyQueue<Planned>([], (one, other) => one.atMs - other.atMs || one.order - other.order);
  let [nowMs, order] = [0, 0];
  return {
    get nowMs() {
      return nowMs;
    },
    after(delayMs, happen) {
      planned.push({ atMs: nowMs + delayMs, order, happen });
      order += 1;
    },
    run() {
      for (let next = planned.pop(); next !== undefined; next = planned.pop()) {
        nowMs = next.atMs;
        next.happen();
      }
    },
  };
}
