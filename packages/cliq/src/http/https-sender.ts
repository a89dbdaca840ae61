import manifest from "../../package.json" with { type: "json" };
import { connectionPool } from "./connection-pool.ts";
import { exchange } from "./exchange.ts";
import type { SendRequest } from "./send-request.ts";

/** The largest answer that is read: 100 actions with their longest fields are about 100 kB. */
const largestAnswerBytes = 4 * 1024 * 1024;

/** Who calls, in every request to Zoho: the product and its version, nothing of the stage. */
const userAgent = `${/^@([^/]+)/.exec(manifest.name)?.[1] ?? manifest.name}/${manifest.version}`;

/** Sends over the network. One total deadline covers the connection, the headers and the body. */
export function httpsSender(): SendRequest {
  const pool = connectionPool();
  return async (outgoing) => {
    const headers = { "user-agent": userAgent, ...outgoing.headers };
    const result = await exchange(pool, { ...outgoing, headers, maxResponseBytes: largestAnswerBytes });
    if (result.kind === "no-answer") return result;
    const { status, headers: received, body } = result;
    return {
      kind: "answer",
      status,
      retryAfter: received["retry-after"],
      contentType: received["content-type"],
      text: body.toString("utf8"),
    };
  };
}
