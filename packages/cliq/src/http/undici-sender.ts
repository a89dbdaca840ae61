import "./global-require.ts";
import { Agent, request } from "undici";
import { readLimited } from "./read-limited.ts";
import type { OutgoingRequest, SendOutcome, SendRequest } from "./send-request.ts";
import { toNoAnswer } from "./to-no-answer.ts";

/** The largest answer that is read: 100 actions with their longest fields are about 100 kB. */
const largestAnswer = 4 * 1024 * 1024;
const connectTimeoutMs = 5_000;

/** Sends over the network with undici. One total deadline covers the connection, the headers and the body. */
export function undiciSender(): SendRequest {
  // Idle connections are dropped soon: a frozen Lambda must not wake up with a dead one.
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 2_000,
  });
  return async (outgoing) => send(agent, outgoing);
}

async function send(agent: Agent, outgoing: OutgoingRequest): Promise<SendOutcome> {
  const signal = AbortSignal.timeout(outgoing.timeoutMs);
  try {
    const answer = await request(outgoing.url, {
      dispatcher: agent,
      method: outgoing.method,
      headers: outgoing.headers,
      signal,
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
    });
    const text = await readLimited(answer.body, largestAnswer);
    const retryAfter = answer.headers["retry-after"];
    return {
      kind: "answer",
      status: answer.statusCode,
      retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
      text,
    };
  } catch (error) {
    return toNoAnswer(signal.aborted ? new DOMException("timeout", "TimeoutError") : error, outgoing);
  }
}
