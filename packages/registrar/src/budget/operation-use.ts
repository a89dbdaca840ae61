import * as z from "zod";

/** What time it is, as far as it is known: not before the one, not after the other. Milliseconds since the epoch. */
export interface TimeBounds {
  readonly earliest: number;
  readonly latest: number;
}

/** What an operation has been used by all who call Cliq as the stage's user. Times in milliseconds since the epoch. */
export const operationUseSchema = z.looseObject({
  /** When calls left, in ascending order; those older than {@link windowMs} are dropped with the next one. */
  calls: z.array(z.number()),
  /** Cliq refuses every call until then. */
  lockedUntil: z.number(),
});

/** See {@link operationUseSchema}. Fields of other versions are kept. */
export type OperationUse = z.output<typeof operationUseSchema>;

/** An operation nobody has called yet. */
export const unused: OperationUse = { calls: [], lockedUntil: 0 };

/**
 * How long a call counts. Cliq says "requests per min"; INFERRED, here and nowhere else: the minute is a rolling one,
 * the strictest reading, which keeps to any fixed minute too. The second more is for calls that overtake each other.
 */
export const windowMs = 61_000;

/** The earliest time, from `now` on, at which one more call keeps to `limit` calls a minute and meets no lock. */
export function freeAt(use: OperationUse, limit: number, now: number): number {
  const before = use.calls.at(-limit);
  return Math.max(now, use.lockedUntil, before === undefined ? now : before + windowMs);
}

/** The use with one more call, made now at the latest. */
export function withCall(use: OperationUse, now: TimeBounds): OperationUse {
  const counting = use.calls.filter((call) => call > now.earliest - windowMs);
  return { ...use, calls: [...counting, now.latest].toSorted((one, other) => one - other) };
}

/** The use without a call that was not made after all. */
export function withoutCall(use: OperationUse, at: number): OperationUse {
  const index = use.calls.indexOf(at);
  return index < 0 ? use : { ...use, calls: use.calls.toSpliced(index, 1) };
}

/** The use with a lock; one that lasts longer stays. */
export function withLock(use: OperationUse, until: number): OperationUse {
  return { ...use, lockedUntil: Math.max(use.lockedUntil, until) };
}
