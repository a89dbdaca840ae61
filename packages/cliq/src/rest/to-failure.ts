import { retryAfterMs } from "../http/retry-after.ts";
import { type CliqFailure, isAboutContent, isSpelledAsCliqs } from "./cliq-failure.ts";
import { type ErrorWords, readErrorWords, toErrorMessage } from "./error-words.ts";
import { type Operation, operations } from "./operations.ts";

/**
 * What an answer other than 2xx means, decided by what is known of Cliq's words; what is not known is passed on as Cliq
 * said it, without `secrets`.
 */
export function toFailure(
  operation: Operation,
  answer: { readonly status: number; readonly text: string; readonly retryAfter: string | undefined },
  now: number,
  secrets: readonly string[] = [],
): CliqFailure {
  const { status } = answer;
  const words = readErrorWords(answer.text, secrets);
  const { code, message } = words;
  const base = { operation, message: toErrorMessage(status, words) };
  if (isThrottled(status, words)) {
    // What Cliq says, but at least its documented lock and at most an hour.
    const lockMs = Math.min(Math.max(retryAfterMs(answer.retryAfter, now), shortestLockMs), longestLockMs);
    return { ...base, kind: "throttled", status, retryAfterMs: lockMs };
  }
  if (status >= 500 || isGateways(status, words)) {
    return { ...base, kind: "unavailable", status, ambiguous: operations[operation].method !== "GET", transient: true };
  }
  if (status < 400) {
    const redirect = `HTTP ${status}: a redirect, which is not followed`;
    return { ...base, kind: "protocol", status, ambiguous: false, isJson: false, message: redirect };
  }
  const isCliqs = scopeCodes.has(code ?? "");
  if (isCliqs || (status === 403 && code === undefined)) {
    const { scope } = operations[operation];
    return { ...base, kind: "scope-missing", scope, isCliqs, message: message ?? base.message };
  }
  if (status === 401 || code === "oauthtoken_invalid") return { ...base, kind: "unauthorized" };
  return { ...base, kind: "refused", status, code, message: code === undefined ? base.message : (message ?? code) };
}

/** Every message-action and function endpoint is locked for five minutes once its threshold is exhausted (CONFIRMED). */
const shortestLockMs = 300_000;
const longestLockMs = 3_600_000;

/**
 * Whether an answer may be a gateway's: that nothing is there is Cliq's own to say, by its code, and any other refusal but
 * of what was sent (400) or of the token is at least a message of its own. The rest are about the connection.
 */
function isGateways(status: number, { code, message }: ErrorWords): boolean {
  if (isSpelledAsCliqs(code)) return false;
  const isWordless = code === undefined && message === undefined;
  return status === 404 || status === 408 || status === 425 || (status > 401 && isWordless);
}

/** Both spellings were seen (LIVE). */
const scopeCodes = new Set(["oauthtoken_scope_invalid", "oauth_scope_invalid"]);

/**
 * The lock shows as 429, and as 400 by a code, by words, or by a constant of Zoho's that may stand anywhere in the body
 * (the first two seen by others in Cliq, the last in other products).
 */
function isThrottled(status: number, { code, message, text }: ErrorWords): boolean {
  if (status === 429 || code === "request_limit_exceeded") return true;
  // Any words may be quoted in it.
  if (isAboutContent(code)) return false;
  const said = `${code ?? ""} ${message ?? ""} ${text}`;
  if (/\bURL_(ROLLING|FIXED)_THROTTLES_LIMIT_EXCEEDED\b/.test(said)) return true;
  return status === 400 && /\bthrottle limit/i.test(said);
}
