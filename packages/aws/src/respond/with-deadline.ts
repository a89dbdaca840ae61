import { UpstreamFailed } from "@cliq-actions/core";
import { failOnStrayError } from "../stray-errors.ts";
import { startWork } from "../work-in-progress.ts";

/** Cliq waits about 15 s (INFERRED, protocol page 2.6); an answer after 12 s risks never being shown. */
const longestWorkMs = 12_000;

/** What the work returns, or a failure the person sees while Cliq still listens. `remainingMs` is Lambda's own time. */
export async function withDeadline<T>(work: () => T, remainingMs: number): Promise<Awaited<T>> {
  const limitMs = Math.max(0, Math.min(longestWorkMs, remainingMs - 1_000));
  let timer: NodeJS.Timeout | undefined;
  let noLongerUnderWay: (() => void) | undefined;
  const { result, giveUp } = startWork(limitMs, work);
  const late = new Promise<never>((_resolve, reject) => {
    noLongerUnderWay = failOnStrayError(reject);
    timer = setTimeout(() => {
      reject(new UpstreamFailed("action", { status: "deadline" }));
      giveUp();
    }, limitMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
    noLongerUnderWay?.();
  }
}
