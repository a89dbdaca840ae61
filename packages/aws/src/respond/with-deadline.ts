import { UpstreamFailed } from "@cliq-actions/core";
import { failOnStrayError } from "../stray-errors.ts";
import { startWork } from "../work-in-progress.ts";

/** How long Cliq waits from the event's `timestamp` (INFERRED, protocol page 2.6), in milliseconds. */
const cliqWaitsMs = 15_000;
/** Left for the answer to arrive. */
const answerMs = 3_000;
const leastWorkMs = 3_000;

/**
 * How long work may take so that Cliq still listens, in milliseconds. `waitedMs` is how long ago the event says it was
 * sent, what initialisation took included: where that is no time Cliq can have waited, its clock and ours differ and it
 * counts as none. `remainingMs` is Lambda's own time, of which a second is left for the answer.
 */
export function limitOf(waitedMs: number, remainingMs: number): number {
  const leftMs = cliqWaitsMs - answerMs - (waitedMs > 0 && waitedMs < cliqWaitsMs ? waitedMs : 0);
  const ownMs = remainingMs - 1_000;
  const limitMs = leftMs < leastWorkMs ? leastWorkMs : leftMs;
  return ownMs < limitMs ? ownMs : limitMs;
}

/** What the work returns within `limitMs`, or a failure the person sees; it is told by the signal when it is given up. */
export async function withDeadline<T>(work: (signal: () => AbortSignal) => T, limitMs: number): Promise<Awaited<T>> {
  let controller: AbortController | undefined;
  const signal = (): AbortSignal => (controller ??= new AbortController()).signal;
  const result = startWork(limitMs, signal, () => work(signal));
  // Most actions have their reply at once: a timer and a race would cost them more than all the rest here.
  if (!isThenable(result) || (await isSettled(result))) return await result;
  let timer: NodeJS.Timeout | undefined;
  let noLongerUnderWay: (() => void) | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    noLongerUnderWay = failOnStrayError(reject);
    timer = setTimeout(() => {
      reject(new UpstreamFailed("action", { status: "deadline" }));
      signal();
      controller?.abort();
    }, limitMs);
  });
  try {
    return (await Promise.race([result, late])) as Awaited<T>;
  } finally {
    clearTimeout(timer);
    noLongerUnderWay?.();
  }
}

/** Whether `await` would wait for it. */
function isThenable(result: unknown): result is PromiseLike<unknown> {
  return (typeof result === "object" || typeof result === "function") && result !== null && "then" in result;
}

/** Whether a promise is settled once what is ready has run. */
async function isSettled(result: object): Promise<boolean> {
  if (!(result instanceof Promise)) return false;
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  result.then(over, over);
  await Promise.resolve();
  return isOver;
}
