import { UpstreamFailed } from "@cliq-actions/core";
import { failOnStrayError } from "../stray-errors.ts";
import { startWork } from "../work-in-progress.ts";

/** Cliq waits about 15 s (INFERRED, protocol page 2.6); an answer after 12 s risks never being shown. */
const longestWorkMs = 12_000;

/** What the work returns, or a failure the person sees while Cliq still listens. `remainingMs` is Lambda's own time. */
export async function withDeadline<T>(work: () => T, remainingMs: number): Promise<Awaited<T>> {
  const limitMs = Math.max(0, Math.min(longestWorkMs, remainingMs - 1_000));
  const { result, giveUp } = startWork(limitMs, work);
  // Most actions have their reply at once: a timer and a race would cost them more than all the rest here.
  if (!isThenable(result) || (await isSettled(result))) return await result;
  let timer: NodeJS.Timeout | undefined;
  let noLongerUnderWay: (() => void) | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    noLongerUnderWay = failOnStrayError(reject);
    timer = setTimeout(() => {
      reject(new UpstreamFailed("action", { status: "deadline" }));
      giveUp();
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
