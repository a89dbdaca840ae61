/** On which of the things that match a fault happens. */
export interface Counted {
  /** The first one it happens on, counted from its injection; 1 when absent. */
  nth?: number;
  /** On how many it happens; 1 when absent. */
  times?: number;
}

/** An injected fault with how many of what matches it has seen. */
export interface Pending<Fault extends Counted> {
  readonly id: string;
  readonly fault: Fault;
  seen: number;
}

/** A fault that has yet to happen, as it is told. */
export interface ToldFault<Fault extends Counted> {
  readonly id: string;
  readonly fault: Fault;
  /** How many that match pass before it. */
  readonly before: number;
  /** On how many it still happens. */
  readonly left: number;
}

/** Counts one that matches, and says whether the fault happens on it. */
export function countOne(entry: Pending<Counted>): boolean {
  const { nth = 1, times = 1 } = entry.fault;
  entry.seen += 1;
  return entry.seen >= nth && entry.seen < nth + times;
}

/** The faults that have yet to happen, oldest first. */
export function tellPending<Fault extends Counted>(entries: readonly Pending<Fault>[]): ToldFault<Fault>[] {
  return entries
    .map(({ id, fault, seen }) => {
      const { nth = 1, times = 1 } = fault;
      return { id, fault, before: Math.max(0, nth - 1 - seen), left: Math.min(times, nth + times - 1 - seen) };
    })
    .filter(({ left }) => left > 0);
}
