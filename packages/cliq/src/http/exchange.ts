import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer, HttpCall, NoAnswer } from "./http-call.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { toNoAnswer } from "./to-no-answer.ts";

const longestConnectMs = 5_000;

/**
 * Carries one request over Node's own client. Never rejects, never follows a redirect, never retries; whatever the other
 * side does, it ends by the deadline, and a connection that was given up is destroyed.
 * See https://nodejs.org/docs/latest-v24.x/api/http.html#httprequesturl-options-callback
 */
export async function exchange(pool: ConnectionPool, call: HttpCall): Promise<HttpAnswer | NoAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  let request: ClientRequest | undefined;
  let hasLeft = false;
  let isOver = false;
  const giveUp = (code: string): void => {
    if (isOver) return;
    reject(new ExchangeEnded(code));
    request?.destroy();
  };
  // What has come while this process was busy or frozen is read first: its timers are due before it has looked.
  const giveUpUnlessThere = (code: string): void =>
    void setImmediate(() => (code === "ETIMEDOUT" && hasLeft) || giveUp(code));
  const timers = [
    setTimeout(giveUpUnlessThere, Math.max(1, call.timeoutMs), "TIMEOUT"),
    setTimeout(
      giveUpUnlessThere,
      Math.max(1, Math.min(call.connectTimeoutMs ?? longestConnectMs, call.timeoutMs)),
      "ETIMEDOUT",
    ),
  ];
  const abort = (): void => giveUp("ABORTED");
  call.signal?.addEventListener("abort", abort);
  try {
    if (call.signal?.aborted === true) abort();
    // A connection that stands ready would carry the request away before any timer ends it.
    else if (call.timeoutMs <= 0) giveUp("TIMEOUT");
    else {
      request = open(pool, call);
      request.on("socket", (socket) => {
        whenConnected(socket, () => {
          hasLeft = true;
        });
      });
      request.on("error", reject);
      request.on("close", () => reject(new ExchangeEnded("ECONNRESET")));
      request.on("response", (response) => read(response, call.maxResponseBytes, resolve, giveUp));
      // Node writes headers as UTF-8 with a body of text, and as Latin-1, which HTTP says, with bytes or none.
      request.end(typeof call.body === "string" ? Buffer.from(call.body) : call.body);
    }
    return await promise;
  } catch (error) {
    return toNoAnswer(error, call, hasLeft);
  } finally {
    isOver = true;
    for (const timer of timers) clearTimeout(timer);
    call.signal?.removeEventListener("abort", abort);
  }
}

/** Ended by us, or by the other side without a word. */
class ExchangeEnded extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function open(pool: ConnectionPool, { method, url, headers, body }: HttpCall): ClientRequest {
  const target = new URL(url);
  const secure = target.protocol === "https:";
  const { request } = process.getBuiltinModule(secure ? "node:https" : "node:http");
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  return request(target, { method, headers: { ...headers, ...length }, agent: pool.agentFor(target) });
}

function whenConnected(socket: Socket & { secureConnecting?: boolean; encrypted?: boolean }, done: () => void): void {
  if (!socket.connecting && socket.secureConnecting !== true) done();
  else socket.once(socket.encrypted === true ? "secureConnect" : "connect", done);
}

function read(
  response: IncomingMessage,
  limit: number,
  resolve: (answer: HttpAnswer) => void,
  giveUp: (code: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) giveUp("BODY_TOO_LARGE");
  });
  response.on("error", (error: NodeJS.ErrnoException) => giveUp(error.code ?? "ECONNRESET"));
  response.on("end", () => {
    const headers = Object.fromEntries(
      Object.entries(response.headersDistinct).map(([name, values]) => [name, (values ?? []).join(", ")]),
    );
    resolve({ kind: "answer", status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
  });
}
