import type { ResolvedOptions } from "../cliq-model-options.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import { refusalTable } from "./refusal-table.ts";

/**
 * The refusal by threshold in the form chosen: 429 as documented, or the 400 seen in the field.
 * Whether Cliq sends `Retry-After` is UNKNOWN, so it does when `retryAfter` is given.
 */
export function toThrottleResponse(options: ResolvedOptions): PlainResponse {
  const body =
    options.throttleForm === 429
      ? { message: refusalTable.request_limit_exceeded.message }
      : { code: "request_limit_exceeded", message: "You have exceeded the URL throttle limits." };
  const response = jsonResponse(options.throttleForm, JSON.stringify(body));
  if (options.retryAfter !== undefined) response.headers["retry-after"] = options.retryAfter;
  return response;
}
