import * as z from "zod";
import { redact } from "../redact.ts";
import type { CliqFailure } from "./cliq-failure.ts";
import { parseExactJson } from "./exact-json.ts";
import { isIdempotent, type Operation, operations } from "./operations.ts";
import { parseRetryAfter } from "./retry-after.ts";

const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});

/** What an answer other than 2xx means. Cliq documents `{message, code}`, of which `code` may be missing. */
export function toFailure(
  operation: Operation,
  answer: { status: number; text: string; retryAfter: string | undefined },
  now: number,
): CliqFailure {
  const { status } = answer;
  const { code, message } = parseError(answer.text);
  const base = { operation, message: message ?? `HTTP ${status}` };
  if (isThrottled(status, code, message)) {
    return { ...base, kind: "throttled", status, retryAfterMs: parseRetryAfter(answer.retryAfter, now) };
  }
  if (status === 403 || code === "oauthtoken_scope_invalid") {
    return { ...base, kind: "scope-missing", scope: operations[operation].scope };
  }
  if (status === 401) return { ...base, kind: "unauthorized" };
  if (status >= 500) return { ...base, kind: "unavailable", ambiguous: !isRead(operation), transient: true };
  if (status < 400) {
    return {
      ...base,
      kind: "protocol",
      status,
      ambiguous: false,
      message: `HTTP ${status}: a redirect, which is not followed`,
    };
  }
  return { ...base, kind: "refused", status, code };
}

/** The lock shows as 429, and as 400 by code or by words (seen by others, both forms). */
function isThrottled(status: number, code: string | undefined, message: string | undefined): boolean {
  if (status === 429 || code === "request_limit_exceeded") return true;
  return status === 400 && /throttle limit/i.test(message ?? "");
}

function isRead(operation: Operation): boolean {
  return isIdempotent(operation) && operations[operation].method === "GET";
}

function parseError(text: string): { code?: string; message?: string } {
  try {
    const { code, message } = errorBody.parse(parseExactJson(text));
    return {
      ...(code === undefined ? {} : { code: redact(code).slice(0, 100) }),
      ...(message === undefined ? {} : { message: redact(message).slice(0, 500) }),
    };
  } catch {
    return {};
  }
}
