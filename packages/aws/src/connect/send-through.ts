import type { ConnectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import type { HttpAnswer, HttpCall, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import type { AbortSignalLike, ConnectionRequest, ConnectionResponse } from "@cliq-actions/core";
import { authorizeCall } from "./authorize-call.ts";
import type { CachedSecret } from "./cached-secret.ts";
import { askedPauseMs, isForTheAction, mayRepeat, toUpstreamFailed } from "./judge-result.ts";
import { clockMs } from "../work-in-progress.ts";
import { toHttpCall } from "./to-http-call.ts";
import { toResponse } from "./to-response.ts";

/** What one request needs to know of its connection and its click. */
export interface Passage {
  readonly pool: ConnectionPool;
  readonly origin: string;
  /** Completes "The … is not answering". */
  readonly system: string;
  readonly secret: CachedSecret | undefined;
  /** When the request is given up, on the clock of `clockMs()`. */
  readonly endsAtMs: number;
  /** Aborted when the click, or the request, is given up. */
  readonly signal: AbortSignalLike | undefined;
}

const mostAttempts = 3;
const firstPauseMs = 200;
/** Longest one attempt waits when another may follow it. */
const longestAttemptMs = 4_000;
const safeMethods = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/** Sends a request, again where that is safe and time is left; resolves and rejects as `Connection.send` promises. */
export async function sendThrough(passage: Passage, request: ConnectionRequest): Promise<ConnectionResponse> {
  const { system } = passage;
  const call = toHttpCall(passage.origin, request);
  const isSafe = safeMethods.has(request.method) || request.repeatable === true;
  const leftMs = (): number => passage.endsAtMs - clockMs();
  for (let attempt = 1; ; attempt += 1) {
    const timeoutMs = isSafe && attempt < mostAttempts ? Math.min(longestAttemptMs, leftMs()) : leftMs();
    const result = await sendOnce(passage, request, { ...call, timeoutMs, signal: passage.signal });
    if (isForTheAction(result)) return toResponse(system, result);
    const pauseMs = Math.max(askedPauseMs(result), firstPauseMs * 4 ** (attempt - 1));
    const isLast = attempt >= mostAttempts || pauseMs >= leftMs();
    if (isLast || !mayRepeat(result, isSafe)) throw toUpstreamFailed(system, result);
    await new Promise((resolve) => void setTimeout(resolve, pauseMs));
  }
}

/** Sends with the secret. What is refused with 401 was not carried out: it is sent again, once, if the secret is another by now. */
async function sendOnce(passage: Passage, request: ConnectionRequest, call: HttpCall): Promise<HttpAnswer | NoAnswer> {
  const { pool, secret } = passage;
  if (secret === undefined) return exchange(pool, call);
  const sendWith = (value: string): Promise<HttpAnswer | NoAnswer> => {
    const headers = { ...call.headers, ...authorizeCall(value, secret.toPutCommand, request.authorize) };
    const timeoutMs = Math.min(call.timeoutMs, passage.endsAtMs - clockMs());
    return exchange(pool, { ...call, headers, timeoutMs });
  };
  const value = await secret.current(call.timeoutMs);
  const result = await sendWith(value);
  if (result.kind === "no-answer" || result.status !== 401) return result;
  const renewed = await secret.refused(value, passage.endsAtMs - clockMs());
  return renewed === value ? result : sendWith(renewed);
}
