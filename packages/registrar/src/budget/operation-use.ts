import * as z from "zod";
import { type Operation, operations } from "@cliq-actions/cliq/rest/operations";

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

/**
 * How many calls a minute a stage allows itself: its share (0 to 1) of the documented limit, but at least one.
 * https://www.zoho.com/cliq/help/restapi/v3/
 */
export function limitOf(operation: Operation, share: number): number {
  // A share such as 0.7 must not lose a call to binary fractions.
  return Math.max(1, Math.floor(operations[operation].perMinute * share + 1e-9));
}

/** What a call to Cliq is assumed to take, with what is written down around it. */
const callMs = 500;

/** Milliseconds from `now` until each of these calls is done, made one after the other within the share of the limits. */
export function forecastCalls(
  calls: readonly Operation[],
  uses: ReadonlyMap<Operation, OperationUse>,
  share: number,
  now: number,
): readonly number[] {
  const simulated = new Map(uses);
  let time = now;
  return calls.map((operation) => {
    const use = simulated.get(operation) ?? unused;
    const at = freeAt(use, limitOf(operation, share), time);
    simulated.set(operation, withCall(use, { earliest: at, latest: at }));
    time = at + callMs;
    return time - now;
  });
}
