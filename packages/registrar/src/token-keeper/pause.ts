import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { TokenThrottled } from "@cliq-actions/cliq/oauth/token-throttled";
import { UpstreamFailed } from "@cliq-actions/core";
import type { TokenState } from "./token-row.ts";

type Pause = NonNullable<TokenState["pause"]>;

/** Zoho counts the tokens of one refresh token over ten minutes. */
export const windowMs = 600_000;
/** After a refusal one call a minute shows soon enough that somebody authorised again. */
const refusedMs = 60_000;
const firstFailureMs = 5_000;

/** How long nobody asks after a failure, or undefined when the failure says nothing about the next call. */
export function toPause(error: unknown, before: Pause | undefined, now: number): Pause | undefined {
  const failures = (before?.failures ?? 0) + 1;
  if (error instanceof TokenThrottled) return { until: now + windowMs, code: error.code, reason: "too many", failures };
  if (error instanceof TokenRefused)
    return { until: now + refusedMs, code: error.code, reason: error.reason, failures };
  if (!(error instanceof UpstreamFailed)) return undefined;
  const restMs = Math.min(refusedMs, firstFailureMs * 2 ** Math.min(failures - 1, 10));
  return { until: now + restMs, code: error.code, reason: String(error.status ?? ""), failures };
}

/** The failure that a pause stands for. */
export function toPausedError({ code, reason, until }: Pause, now: number): Error {
  if (code === "token_refused") return new TokenRefused(reason);
  if (code === "token_throttled") return new TokenThrottled(until - now);
  return new UpstreamFailed("Zoho accounts server", { status: reason });
}

/** Whether a pause holds; a clock that was wrong cannot make it longer than any pause is. */
export function isPaused(pause: Pause | undefined, now: number): pause is Pause {
  return pause !== undefined && pause.until > now && pause.until <= now + windowMs;
}
