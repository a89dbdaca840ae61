import { backgroundLimits } from "@cliq-actions/core";

/** How often a job is executed at most. */
export const mostExecutions = 4;

/**
 * How often a queue hands a job out before it moves to the dead-letter queue: what is received more often than it may be
 * executed is given up, and the person is told; one receive is left for a moment in which Cliq cannot be reached.
 */
export const mostReceives = backgroundLimits.receives;

const firstPauseSeconds = 15;
const longestPauseSeconds = 900;

/** How long a job rests after its n-th receive failed, in seconds; at least as long as somebody asked for. */
export function pauseSeconds(receives: number, askedMs = 0): number {
  const usual = firstPauseSeconds * 4 ** (Math.min(receives, mostReceives) - 1);
  return Math.min(longestPauseSeconds, Math.max(usual, Math.ceil(askedMs / 1_000)));
}
