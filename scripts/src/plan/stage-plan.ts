import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";

/** How many calls of one operation a deployment makes, and how many a minute the stage allows itself. */
export interface PlannedCalls {
  readonly operation: Operation;
  readonly calls: number;
  readonly perMinute: number;
}

/** What the next deployment of a stage would do in Cliq, and what that costs. */
export interface StagePlan {
  readonly stage: string;
  readonly stack: string;
  /** Whether the stack exists. */
  readonly deployed: boolean;
  readonly items: readonly PlannedItem[];
  /** Why the deployment would fail, besides conflicts: one sentence each. */
  readonly problems: readonly string[];
  /** That the ledger's row is gone, or of another time, and what to do; what is provably the stage's is planned with its ids. */
  readonly lost?: string;
  readonly cost: {
    readonly calls: readonly PlannedCalls[];
    /** Until all of them are made within the limits; what others have used in the last minute included. */
    readonly ms: number;
    /** What of Cliq's documented limits the stage uses, 0 to 1. */
    readonly share: number;
  };
}

/** 0 no change, 2 changes, 1 the deployment would fail, or the ledger is lost. */
export function exitCodeOf({ items, problems, lost }: StagePlan): 0 | 1 | 2 {
  if (lost !== undefined || problems.length > 0 || items.some(({ change }) => change === "conflict")) return 1;
  return items.some(({ change }) => change !== "none") ? 2 : 0;
}
