import type { ResolvedOptions, ThrottleForm } from "../cliq-model-options.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import { refusalTable } from "./refusal-table.ts";

/**
 * The refusal by threshold in the form chosen: 429 as documented, the 400 seen in the field, or what other products of
 * Zoho say (LIVE there, INFERRED for Cliq; where in the body the word stands is UNKNOWN, so each stands elsewhere).
 * Whether Cliq sends `Retry-After` is UNKNOWN, so it does when `retryAfter` is given.
 */
export function toThrottleResponse(options: ResolvedOptions): PlainResponse {
  const form = options.throttleForm;
  const response = jsonResponse(form === 429 ? 429 : 400, JSON.stringify(bodies[form]));
  if (options.retryAfter !== undefined) response.headers["retry-after"] = options.retryAfter;
  return response;
}

const bodies: Readonly<Record<ThrottleForm, object>> = {
  429: { message: refusalTable.request_limit_exceeded.message },
  400: { code: "request_limit_exceeded", message: "You have exceeded the URL throttle limits." },
  URL_ROLLING_THROTTLES_LIMIT_EXCEEDED: { error: { title: "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", code: "6001" } },
  URL_FIXED_THROTTLES_LIMIT_EXCEEDED: { code: "INTERNAL", message: "Failed: URL_FIXED_THROTTLES_LIMIT_EXCEEDED" },
};
