import type { Reply } from "./reply.ts";

/**
 * The body Cliq acts upon: `{"output": …}`, HTTP 200, application/json (protocol page 3.1).
 * INFERRED for standalone v3 webhook actions; this is the only place that knows it.
 */
export function toResponseBody(reply: Reply): string {
  return JSON.stringify({ output: reply });
}
