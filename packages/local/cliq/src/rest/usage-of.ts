import type { CliqState } from "../cliq-state.ts";
import type { OperationName } from "../operation-name.ts";
import type { ThresholdUsage } from "./threshold.ts";

/** The usage record of a user and an operation ("this limit is per user, not per token"). */
export function usageOf(state: CliqState, userId: string, operation: OperationName): ThresholdUsage {
  const key = `${userId} ${operation}`;
  let usage = state.usage.get(key);
  if (usage === undefined) {
    usage = { recent: [], lockedUntil: Number.NEGATIVE_INFINITY };
    state.usage.set(key, usage);
  }
  return usage;
}
