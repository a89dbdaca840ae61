import type { CliqCall, CliqConnection } from "./cliq-call.ts";
import { operations } from "./operations.ts";
import { readAnswer } from "./read-answer.ts";
import { fail, type Result } from "./result.ts";

/** Sends a call once with one token. */
export async function attemptCall<T>(
  connection: CliqConnection,
  call: CliqCall<T>,
  attempt: { readonly token: string; readonly timeoutMs: number },
): Promise<Result<T>> {
  const { method } = operations[call.operation];
  const outcome = await connection.send({
    method,
    url: `${connection.origin}${call.path}`,
    headers: {
      // The v3 pages show Bearer; Zoho's own SDK sends Zoho-oauthtoken, which other Zoho products ask for. Both are taken.
      authorization: `Bearer ${attempt.token}`,
      accept: "application/json",
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(call.body === undefined ? {} : { body: call.body }),
    timeoutMs: attempt.timeoutMs,
  });
  if (outcome.kind === "answer") return readAnswer(call, outcome, connection.clock.now(), [attempt.token]);
  return fail({
    operation: call.operation,
    kind: "unavailable",
    ambiguous: outcome.mayHaveArrived && method !== "GET",
    transient: outcome.transient,
    message: outcome.message,
  });
}
