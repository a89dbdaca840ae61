import { isUtf8 } from "node:buffer";
import { setTimeout as wait } from "node:timers/promises";
import { Agent, request as sendRequest } from "undici";
import type { DeliveryFaultKind } from "../delivery/delivery-fault.ts";
import { handlerOfEvent } from "../functions/handler-names.ts";
import type { InvocationRequest } from "../invocation/invocation.ts";
import type { ReadReply } from "../invocation/read-reply.ts";
import { readReply } from "../invocation/read-reply.ts";

/** What came of an invocation. */
export interface Execution extends ReadReply {
  request: InvocationRequest;
  /** Absent unless the whole answer arrived in time. */
  response?: { status: number; headers: Record<string, string>; body: string };
  outcome: "answered" | "timed-out" | "unreachable";
  /** From the request to the whole answer, or to giving up. */
  ms: number;
  /** The faults of delivery that this click met, and what each did, in a sentence. */
  faults?: readonly { kind: DeliveryFaultKind; did: string }[];
}

type Answer = NonNullable<Execution["response"]>;

/** How long Cliq waits for the whole answer, unless it is told otherwise. */
export const longestInvocationMs = 15_000;

/** How long an answer may be: what Cliq still takes is UNKNOWN, the cap protects this process. */
export const maxAnswerBytes = 10 * 1024 * 1024;

/**
 * Sends an invocation and waits for the whole answer; redirects are not followed, nothing is retried. `underWayMs` is
 * how long it takes to arrive, which is a part of the time that Cliq waits.
 */
export async function sendInvocation(
  request: InvocationRequest,
  timeoutMs: number,
  underWayMs = 0,
): Promise<Execution> {
  const started = performance.now();
  const since = (): number => Math.round((performance.now() - started) * 10) / 10;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    if (underWayMs > 0) await wait(underWayMs, undefined, { signal: timeout });
    const response = await exchangeHttp(request, timeout);
    return {
      request,
      response,
      outcome: "answered",
      ms: since(),
      ...readReply(response, handlerOfEvent(request.body)),
    };
  } catch (error) {
    if (timeout.aborted) {
      const problem = `No answer came within ${timeoutMs} ms.`;
      return { request, outcome: "timed-out", ms: since(), problem };
    }
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return {
      request,
      outcome: "unreachable",
      ms: since(),
      problem: `The execution URL could not be reached: ${reason}.`,
    };
  }
}

// A connection of its own for each: one that is kept may be closed by the other side while the next click is under way.
const agent = new Agent({ pipelining: 0 });

async function exchangeHttp({ url, method, headers, body }: InvocationRequest, signal: AbortSignal): Promise<Answer> {
  const answer = await sendRequest(url, { dispatcher: agent, method, headers, body, signal });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > maxAnswerBytes) throw new Error(`the answer is longer than ${maxAnswerBytes} bytes`);
    chunks.push(bytes);
  }
  const answered = Buffer.concat(chunks);
  if (!isUtf8(answered)) throw new Error("the answer is not UTF-8");
  return {
    status: answer.statusCode,
    headers: toPlainHeaders(answer.headers),
    body: answered.toString(),
  };
}

/** Node's headers as plain strings; a header that came several times is joined. */
export function toPlainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}
