import type { Clock } from "@cliq-actions/cliq/clock";
import { Lease, leaseMs, withLease } from "./lease.ts";
import { type Ledger, LedgerConflict, type LedgerState } from "./ledger.ts";

/** What whoever wants the lease makes of the row: the state to leave in it, and whether the lease is still wanted. */
export interface Claim<T> {
  readonly state: LedgerState;
  /** The name to hold the lease under, or what ends the wait without one. */
  readonly wanted: { readonly owner: string } | { readonly instead: T };
}

const firstPauseMs = 2_000;
const longestPauseMs = 10_000;

/**
 * Waits for the lease until it is free, or until its holder has given no sign of life for as long as it lasts. Judges
 * the row anew at every look. Undefined when there is no time to wait any longer.
 */
export async function takeLease<T>(
  ledger: Ledger,
  clock: Clock,
  until: number,
  judge: (row: LedgerState, now: number) => Claim<T>,
): Promise<Lease | { readonly instead: T } | undefined> {
  let watched: { readonly lease: string | undefined; readonly since: number } | undefined;
  for (let pauseMs = firstPauseMs; ;) {
    const row = (await ledger.load()) ?? { actions: {}, deadlines: {} };
    const now = clock.now();
    const { state, wanted } = judge(row, now);
    const lease = JSON.stringify(row.lease);
    if (watched?.lease !== lease) watched = { lease, since: now };
    const isFree = row.lease === undefined || now - watched.since >= leaseMs;
    const next = "owner" in wanted && isFree ? withLease(state, wanted.owner) : state;
    if (next !== row && !(await isSaved(ledger, next))) continue;
    if ("instead" in wanted) return wanted;
    if (isFree) return new Lease(ledger, clock, next, now);
    if (now + pauseMs >= until) return undefined;
    await clock.sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function isSaved(ledger: Ledger, state: LedgerState): Promise<boolean> {
  try {
    await ledger.save(state);
    return true;
  } catch (error) {
    if (error instanceof LedgerConflict) return false;
    throw error;
  }
}
