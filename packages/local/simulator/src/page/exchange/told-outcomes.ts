/** Outcomes of a click by which the person is told, in words meant for them, what stands in the way. */
export const toldOutcomes: readonly string[] = ["user_error", "not_allowed", "paused"];

/** Whether the action told the person on purpose, which is no mistake of its author. */
export function isTold(outcome: string | undefined): boolean {
  return outcome !== undefined && toldOutcomes.includes(outcome);
}
