import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import { retryAfterMs } from "@cliq-actions/cliq/http/retry-after";
import { UpstreamFailed } from "@cliq-actions/core";

const redirects = new Set([301, 302, 303, 307, 308]);
/** Statuses of failures that may pass by themselves. */
export const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the action gets this answer; the rest are failures of the system. */
export function isForTheAction(result: HttpAnswer | NoAnswer): result is HttpAnswer {
  if (result.kind === "no-answer") return false;
  const { status } = result;
  return status >= 200 && status < 500 && status !== 401 && status !== 429 && !redirects.has(status);
}

/** Whether the request may be sent again: it could fare better, and it was not carried out or is harmless to repeat. */
export function mayRepeat(result: HttpAnswer | NoAnswer, isSafe: boolean): boolean {
  // Too many requests: this one was not carried out, whatever it was.
  if (result.kind === "answer") return result.status === 429 || (isSafe && passingStatuses.has(result.status));
  return result.transient && (isSafe || !result.mayHaveArrived);
}

/** How long the system asks to be left alone, in milliseconds. */
export function askedPauseMs(result: HttpAnswer | NoAnswer): number {
  return result.kind === "answer" ? retryAfterMs(result.headers["retry-after"], Date.now()) : 0;
}

/** A failed exchange as an error: system, and status or errno, nothing else of what was said. */
export function toUpstreamFailed(system: string, result: HttpAnswer | NoAnswer): UpstreamFailed {
  return new UpstreamFailed(
    system,
    result.kind === "answer" ? { status: result.status } : { errno: result.errno, transient: result.transient },
  );
}
