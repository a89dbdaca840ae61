import type { Clock } from "@cliq-actions/cliq/clock";

/** Performs a call to AWS, possibly more than once. */
export type Patience = <T>(call: () => Promise<T>) => Promise<T>;

/** Calls once: for everything that was allowed before. */
export const impatient: Patience = async (call) => call();

/**
 * Calls again while AWS says AccessDenied, for up to a minute: IAM spreads the grants of a role made seconds ago
 * slowly, so the first calls of a new function are refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export function retryAccessDenied(clock: Clock, forMs = 60_000): Patience {
  return async (call) => {
    const until = clock.now() + forMs;
    for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
      try {
        return await call();
      } catch (error) {
        if (!isAccessDenied(error) || clock.now() + pauseMs > until) throw error;
      }
      await clock.sleep(pauseMs);
    }
  };
}

function isAccessDenied(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A function we invoke may be the one that is refused; it says so in the type of its error.
  const { errorType } = error as { errorType?: unknown };
  return /AccessDenied/.test(error.name) || (typeof errorType === "string" && /AccessDenied/.test(errorType));
}
