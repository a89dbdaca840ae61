import { ActionsError } from "@cliq-actions/core";
import { redact } from "../redact.ts";
import { attemptCall } from "./attempt-call.ts";
import type { CliqCall, CliqConnection } from "./cliq-call.ts";
import type { CliqFailure } from "./cliq-failure.ts";
import { isIdempotent } from "./operations.ts";
import { fail, type Result } from "./result.ts";

const mostAttempts = 4;
const firstPauseMs = 250;

/**
 * Performs a call: a refused token is replaced once; what failed in passing is sent again, with growing pauses, while
 * the deadline lasts, but a create only when it never left this machine.
 */
export async function performCall<T>(connection: CliqConnection, call: CliqCall<T>): Promise<Result<T>> {
  const { clock, tokens } = connection;
  const deadline = clock.now() + (connection.callTimeoutMs ?? 30_000);
  const first = await obtainToken(call, async () => tokens.current());
  if (typeof first !== "string") return fail(first);
  let token = first;
  let replaced = false;
  for (let attempt = 1; ; attempt += 1) {
    const timeoutMs = Math.max(1, Math.min(connection.attemptTimeoutMs ?? 10_000, deadline - clock.now()));
    const result = await attemptCall(connection, call, { token, timeoutMs });
    if (result.ok) return result;
    if (result.error.kind === "unauthorized" && !replaced) {
      const refused = token;
      const fresh = await obtainToken(call, async () => tokens.refused(refused));
      if (typeof fresh !== "string") return fail(fresh);
      token = fresh;
      replaced = true;
      continue;
    }
    const pauseMs = firstPauseMs * 4 ** (attempt - 1);
    if (attempt >= mostAttempts || !mayRepeat(result.error) || clock.now() + pauseMs >= deadline) return result;
    await clock.sleep(pauseMs);
  }
}

function mayRepeat(failure: CliqFailure): boolean {
  if (failure.kind !== "unavailable" || !failure.transient) return false;
  return isIdempotent(failure.operation) || !failure.ambiguous;
}

async function obtainToken(call: CliqCall<unknown>, ask: () => Promise<string>): Promise<string | CliqFailure> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    return { operation: call.operation, kind: "token-missing", code: error.code, message: redact(error.message) };
  }
}
