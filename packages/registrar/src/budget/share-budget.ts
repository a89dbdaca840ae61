import type { CallBudget, Grant } from "@cliq-actions/cliq/rest/call-budget";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { BudgetStore, StoredUse } from "./budget-store.ts";
import { forecastCalls, freeAt, limitOf, type OperationUse, withCall, withLock, withoutCall } from "./operation-use.ts";

type Refused = Extract<Grant, { readonly granted: false }>;

/** How one process takes part in the stage's budget. */
export interface BudgetTerms {
  readonly store: BudgetStore;
  /** Of each documented limit, 0 to 1. */
  readonly share: number;
  /** Waits so many milliseconds and says true, or says false when there is no time for that. May throw to end the work. */
  readonly wait: (ms: number) => Promise<boolean>;
  /** Milliseconds by which this process comes back later from a lock, so that not all come back at once. */
  readonly jitterMs: () => number;
}

/** The stage's budget as one process sees it. */
export interface SharedBudget extends CallBudget {
  /**
   * Waits and takes a place for each of these calls before any of them is made, so that none has to wait once the
   * first has left. The next `take` of the operation uses it, dated anew.
   */
  reserve(calls: readonly Operation[]): Promise<Grant>;
  /** Carries a request for the call that was granted last, unless the place it took has grown too old by now: then it is not sent. */
  timely(send: SendRequest): SendRequest;
  /** Milliseconds until each of these calls would be done, if nobody else made any. Takes nothing. */
  forecast(calls: readonly Operation[]): Promise<readonly number[]>;
}

/** Of the second that a call counts longer than Cliq's minute, this much may pass before it leaves; the way to Cliq takes the rest. */
const mostAgeMs = 500;

/**
 * Takes part in the budget of all who call Cliq with the stage's refresh token, which is one user's: Cliq counts per
 * user and operation. A call is written down before it leaves, on condition that nobody else has written since, so two
 * processes never take the same place, and a lock noted by one is seen by the other before its next call.
 */
export function shareBudget({ store, share, wait, jitterMs }: BudgetTerms): SharedBudget {
  const known = new Map<Operation, StoredUse>();
  const look = async (operation: Operation): Promise<StoredUse> => {
    const stored = known.get(operation) ?? (await store.read(operation));
    known.set(operation, stored);
    return stored;
  };
  const replace = async (operation: Operation, stored: StoredUse, use: OperationUse): Promise<boolean> => {
    const lastWrite = await store.write(operation, use, stored.lastWrite);
    if (lastWrite === undefined) known.delete(operation);
    else known.set(operation, { use, lastWrite });
    return lastWrite !== undefined;
  };
  /** Places taken ahead: when they were, by operation. */
  const places = new Map<Operation, readonly number[]>();
  let granted: { readonly operation: Operation; readonly at: number } | undefined;
  // A place gives way to the call it was for in the same write, which therefore never has to wait but for a lock.
  const enter = async (operation: Operation, place?: number): Promise<{ at: number } | Refused> => {
    for (;;) {
      const stored = await look(operation);
      const use = place === undefined ? stored.use : withoutCall(stored.use, place);
      const now = store.now();
      const waitMs = freeAt(use, limitOf(operation, share), now.earliest) - now.earliest;
      if (waitMs <= 0) {
        if (await replace(operation, stored, withCall(use, now))) return { at: now.latest };
      } else if (!(await wait(waitMs))) {
        return { granted: false, retryAfterMs: waitMs, locked: use.lockedUntil > now.earliest };
      }
    }
  };
  return {
    take: async (operation) => {
      const [place, ...rest] = places.get(operation) ?? [];
      places.set(operation, rest);
      const entered = await enter(operation, place);
      if (!("at" in entered)) return entered;
      granted = { operation, at: entered.at };
      return { granted: true };
    },
    reserve: async (calls) => {
      for (const operation of new Set(calls)) {
        // More than a minute's calls cannot be held at once.
        const needed = Math.min(calls.filter((one) => one === operation).length, limitOf(operation, share));
        // What is left of an earlier reservation is dated anew.
        let left = places.get(operation) ?? [];
        const taken: number[] = [];
        while (taken.length < needed) {
          const entered = await enter(operation, left[0]);
          if (!("at" in entered)) return entered;
          taken.push(entered.at);
          left = left.slice(1);
          places.set(operation, [...taken, ...left]);
        }
      }
      return { granted: true };
    },
    timely: (send) => async (request) => {
      const last = granted;
      granted = undefined;
      if (last === undefined || store.now().latest - last.at <= mostAgeMs) return send(request);
      places.set(last.operation, [last.at, ...(places.get(last.operation) ?? [])]);
      return { kind: "no-answer", mayHaveArrived: false, transient: true, message: "its place in the budget grew old" };
    },
    lock: async (operation, forMs) => {
      const until = store.now().latest + forMs + jitterMs();
      for (;;) {
        const stored = await look(operation);
        if (await replace(operation, stored, withLock(stored.use, until))) return;
      }
    },
    forecast: async (calls) => {
      const uses = new Map<Operation, OperationUse>();
      for (const operation of new Set(calls)) uses.set(operation, (await look(operation)).use);
      return forecastCalls(calls, uses, share, store.now().earliest);
    },
  };
}
