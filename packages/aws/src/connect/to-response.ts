import type { HttpAnswer } from "@cliq-actions/cliq/http/http-call";
import { type ConnectionResponse, UpstreamFailed } from "@cliq-actions/core";

/** An answer as an action gets it. */
export function toResponse(system: string, { status, headers, body }: HttpAnswer): ConnectionResponse {
  const text = body.toString("utf8").replace(/^\uFEFF/, "");
  return {
    status,
    headers,
    text,
    json: () => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        // The parser's message quotes the body, so it is not passed on.
        throw new UpstreamFailed(system, { status: `${status} without JSON` });
      }
    },
  };
}
