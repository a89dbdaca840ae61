import { connectionPool } from "./connection-pool.ts";
import { exchange } from "./exchange.ts";
import type { SendRequest } from "./send-request.ts";

/** The largest answer that is read: 100 actions with their longest fields are about 100 kB. */
const largestAnswerBytes = 4 * 1024 * 1024;

/** Sends over the network. One total deadline covers the connection, the headers and the body. */
export function httpsSender(): SendRequest {
  const pool = connectionPool();
  return async (outgoing) => {
    const result = await exchange(pool, { ...outgoing, maxResponseBytes: largestAnswerBytes });
    if (result.kind === "no-answer") return result;
    const { status, headers, body } = result;
    return { kind: "answer", status, retryAfter: headers["retry-after"], text: body.toString("utf8") };
  };
}
