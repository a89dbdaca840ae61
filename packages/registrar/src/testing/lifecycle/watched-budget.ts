import type { CallRecord, OperationName } from "@cliq-actions/fake-cliq";
import { type Operation, operations } from "@cliq-actions/cliq/rest/operations";
import { type BudgetStore, budgetStoreIn } from "../../budget/budget-store.ts";
import { limitOf } from "../../budget/operation-use.ts";
import { memoryRows } from "../memory-rows.ts";
import type { Violation } from "./violation.ts";

/** The names of the operations in the model's records. */
const recordedAs: Partial<Record<OperationName, Operation>> = {
  createAction: "create",
  listActions: "list",
  getAction: "get",
  updateAction: "update",
  deleteAction: "delete",
  updateHandler: "updateHandler",
  getHandler: "getHandler",
  createFunction: "createFunction",
  listFunctions: "listFunctions",
  getFunction: "getFunction",
  updateFunction: "updateFunction",
  deleteFunction: "deleteFunction",
  createFunctionHandler: "createFunctionHandler",
  updateFunctionHandler: "updateFunctionHandler",
  getFunctionHandler: "getFunctionHandler",
  deleteFunctionHandler: "deleteFunctionHandler",
};

const minuteMs = 60_000;
/** What was on its way when a lock was noted is not counted. */
const underWayMs = 1_000;

/** The stage's budget, and who watches that it is kept. */
export interface WatchedBudget {
  readonly store: BudgetStore;
  /** Of each documented limit, 0 to 1. */
  readonly share: number;
  /** No minute has more calls of an operation than the share allows, and no call falls into a lock that was noted. */
  check(calls: readonly CallRecord[]): readonly Violation[];
}

/** A budget of this share of the documented limits. */
export function watchedBudget(now: () => number, share: number): WatchedBudget {
  const memory = budgetStoreIn(memoryRows(), () => ({ earliest: now(), latest: now() }));
  const locks: { readonly operation: Operation; readonly since: number; readonly until: number }[] = [];
  const store: BudgetStore = {
    ...memory,
    write: async (operation, use, after) => {
      if (use.lockedUntil > now()) locks.push({ operation, since: now(), until: use.lockedUntil });
      return memory.write(operation, use, after);
    },
  };
  const check = (calls: readonly CallRecord[]): readonly Violation[] => {
    const found: Violation[] = [];
    const recent = new Map<string, number[]>();
    for (const { operation: name, at, userId = "" } of calls) {
      const operation = name === undefined ? undefined : recordedAs[name];
      if (operation === undefined) continue;
      const times = (recent.get(`${operation} ${userId}`) ?? []).filter((time) => time > at - minuteMs);
      times.push(at);
      recent.set(`${operation} ${userId}`, times);
      if (times.length > limitOf(operation, share)) {
        found.push({
          invariant: "budget",
          what: `${times.length} calls of ${operation} in a minute, of ${operations[operation].perMinute}`,
        });
      }
      const lock = locks.find((one) => one.operation === operation && one.since + underWayMs < at && at < one.until);
      if (lock !== undefined)
        found.push({
          invariant: "budget",
          what: `${operation} was called ${Math.round((at - lock.since) / 1_000)} s into a lock`,
        });
    }
    return found;
  };
  return { store, share, check };
}
