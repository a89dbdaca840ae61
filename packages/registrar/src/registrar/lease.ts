import type { Clock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { LeaseWatch } from "../lease-watch.ts";
import { type Ledger, LedgerConflict, type LedgerState, type Outcome, Superseded } from "./ledger.ts";

/** How long a lease lasts without a sign of life. The holder begins nothing it could not end in that time, by its own clock. */
const leaseMs = 60_000;
/** What is under way when a lease ends can still arrive for so long. */
const slackMs = 15_000;
const mostAttempts = 20;
/** A wait is cut into such pieces, after each of which the lease is looked at. */
const pieceMs = 20_000;

/** Time and the way to Cliq for the holder of a lease: nothing is changed in Cliq without it. */
export interface Fence {
  readonly clock: Clock;
  /** Every request that changes something looks at the lease first; the others keep it. */
  guard(send: SendRequest): SendRequest;
}

/** What the row is to say while somebody waits for its lease, and whose the lease is to be, or what ends the wait. */
export type Judged<T> = { readonly state: LedgerState } & ({ readonly owner: string } | { readonly instead: T });

const firstPauseMs = 2_000;
const longestPauseMs = 10_000;

/**
 * Waits for the lease until it is free or over ({@link LeaseWatch}), and takes it with the next fencing token. Judges the
 * row anew at every look. Undefined when there is no time to wait any longer.
 */
export async function takeLease<T>(
  ledger: Ledger,
  clock: Clock,
  until: number,
  judge: (row: LedgerState, now: number) => Judged<T>,
): Promise<Lease | { readonly instead: T } | undefined> {
  const watch = new LeaseWatch(leaseMs);
  for (let pauseMs = firstPauseMs; ;) {
    const row = (await ledger.load()) ?? { actions: {}, deadlines: {} };
    const now = clock.now();
    const judged = judge(row, now);
    const isFree = watch.isOver(row.lease && JSON.stringify(row.lease));
    const next = "owner" in judged && isFree ? withLease(judged.state, judged.owner) : judged.state;
    try {
      if (next !== row) await ledger.save(next);
    } catch (error) {
      if (error instanceof LedgerConflict) continue;
      throw error;
    }
    if ("instead" in judged) return judged;
    if (isFree) return new Lease(ledger, clock, next, now);
    if (now + pauseMs >= until) return undefined;
    await clock.sleep(pauseMs);
    watch.paused(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

function withLease(row: LedgerState, delivery: string): LedgerState {
  const generation = (row.generation ?? 0) + 1;
  return { ...row, generation, lease: { generation, beat: 0, delivery } };
}

/**
 * The right to change Cliq for one resource, and the ledger as its holder sees it: writes go through as long as the
 * lease is held, whatever others note in the row about their own deliveries. Throws {@link LedgerConflict} once another
 * run has taken the lease, and {@link Superseded} where CloudFormation has sent a later event.
 */
export class Lease implements Ledger, Fence {
  /** Sleeps in pieces, and looks at the lease after each. */
  readonly clock: Clock;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #generation: number;
  /** What the lease is held for. */
  readonly delivery: string;
  /** The delivery that rules as the lease is taken. */
  readonly #ruling: string | undefined;
  #row: LedgerState;
  #goodUntil: number;
  /** Once lost it stays lost: what was last read is another run's row, and no write of this one may replace it. */
  #isLost = false;
  readonly #disowned = new Set<string>();

  /** `row` is what was saved to take the lease, at `since` or a little later. */
  constructor(ledger: Ledger, clock: Clock, row: LedgerState, since: number) {
    if (row.lease === undefined) throw new TypeError("The row holds no lease");
    this.#ledger = ledger;
    this.#clock = clock;
    this.clock = { now: () => clock.now(), sleep: async (ms) => this.#sleep(ms) };
    this.#generation = row.lease.generation;
    this.delivery = row.lease.delivery;
    this.#ruling = row.latest?.delivery;
    this.#row = row;
    this.#goodUntil = since + leaseMs;
  }

  get row(): LedgerState {
    return this.#row;
  }

  /** The row as it is, whoever holds the lease. */
  async load(): Promise<LedgerState | undefined> {
    const row = await this.#ledger.load();
    // The next write is on condition of this look: it must build on what was seen.
    if (row?.lease?.generation === this.#generation) this.#row = row;
    else this.#isLost = true;
    return row;
  }

  async save(next: LedgerState): Promise<void> {
    await this.#write((row) => toNext(row, next));
  }

  /** Before a change to Cliq that is over in `forMs`: the lease is held until then, and no later event is known. */
  async confirm(forMs = 0): Promise<void> {
    await this.#reload();
    if (this.#row.latest?.delivery !== this.#ruling) throw new Superseded();
    await this.keep(forMs);
  }

  /** Renews the lease (a heartbeat) when the lease has less left than half, or than `forMs` and what may still arrive then. */
  async keep(forMs = 0): Promise<void> {
    // A table that is slow to answer takes part of what the write gives.
    while (this.#goodUntil - this.#clock.now() < Math.max(leaseMs / 2, forMs + slackMs))
      await this.#write((row) => row);
  }

  /** Releases the lease with a last save, and with the outcome for CloudFormation unless another run will answer. Returns that outcome. */
  async release(outcome?: Outcome, last?: LedgerState): Promise<Outcome | undefined> {
    await this.#write((held) => {
      const { lease: _given, ...row } = last === undefined ? held : toNext(held, last);
      return outcome === undefined ? row : withOutcome(row, this.delivery, outcome);
    });
    return this.#row.outcomes?.[this.delivery];
  }

  guard(send: SendRequest): SendRequest {
    return async (request) => {
      const isDisowned =
        request.method === "DELETE" && this.#disowned.has(request.url.slice(request.url.lastIndexOf("/") + 1));
      if (!isDisowned)
        await (request.method === "GET" ? this.keep(request.timeoutMs) : this.confirm(request.timeoutMs));
      return send(request);
    };
  }

  /** From now on the item with this id may be deleted without the lease: this run made it, and the ledger does not know it. */
  disown(id: string): void {
    this.#disowned.add(id);
  }

  async #sleep(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= pieceMs) {
      await this.#clock.sleep(Math.min(left, pieceMs));
      await (ms < pieceMs ? this.keep() : this.confirm());
    }
  }

  async #write(change: (row: LedgerState) => LedgerState): Promise<void> {
    if (this.#isLost) throw new LedgerConflict();
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = this.#clock.now();
      const changed = change(this.#row);
      const next =
        changed.lease === undefined
          ? changed
          : { ...changed, lease: { ...changed.lease, beat: changed.lease.beat + 1 } };
      try {
        await this.#ledger.save(next);
        this.#row = next;
        this.#goodUntil = startedAt + leaseMs;
        return;
      } catch (error) {
        // Others note their deliveries in the same row; only a new holder ends this lease.
        if (!(error instanceof LedgerConflict) || attempt === mostAttempts) throw error;
      }
      await this.#reload();
    }
  }

  async #reload(): Promise<void> {
    const row = await this.#ledger.load();
    if (row?.lease?.generation !== this.#generation) {
      this.#isLost = true;
      throw new LedgerConflict();
    }
    this.#row = row;
  }
}

/** What a run knows of Cliq is its own; what the row says of deliveries and of the lease is everybody's. */
function toNext({ deadlines, outcomes, latest, generation, lease }: LedgerState, next: LedgerState): LedgerState {
  return { ...next, deadlines, outcomes, latest, generation, lease };
}

/** Answers of the last few deliveries are kept, for what is delivered twice. */
const outcomesKept = 8;

/** The state with the outcome that CloudFormation gets for a delivery; the first one recorded stays. */
export function withOutcome(state: LedgerState, delivery: string, outcome: Outcome): LedgerState {
  const known = Object.entries(state.outcomes ?? {});
  if (known.some(([name]) => name === delivery)) return state;
  return { ...state, outcomes: Object.fromEntries([...known, [delivery, outcome] as const].slice(-outcomesKept)) };
}
