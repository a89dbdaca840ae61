import type { Clock } from "@cliq-actions/cliq/clock";

const longestMs = 20_000;
const firstPauseMs = 200;
const longestPauseMs = 4_000;

/**
 * Calls again while AWS is busy or cannot be reached, for up to 20 seconds, at random moments: Parameter Store takes
 * 40 calls a second from a whole account, and many functions may start at once.
 */
export async function retryBusy<T>(call: () => Promise<T>, clock: Clock, random: () => number): Promise<T> {
  const until = clock.now() + longestMs;
  for (let ceilingMs = firstPauseMs; ; ceilingMs = Math.min(ceilingMs * 2, longestPauseMs)) {
    try {
      return await call();
    } catch (error) {
      if (!isBusy(error) || clock.now() >= until) throw error;
    }
    await clock.sleep(random() * ceilingMs);
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $fault, code } = error as { $fault?: unknown; code?: unknown };
  return (
    /Throttl|TooMany|Timeout/.test(error.name) ||
    $fault === "server" ||
    (typeof code === "string" && /^E[A-Z]+$/.test(code))
  );
}
