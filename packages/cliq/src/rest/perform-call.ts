import { ActionsError } from "@cliq-actions/core";
import { redact } from "../redact.ts";
import { attemptCall } from "./attempt-call.ts";
import type { CliqCall, CliqConnection } from "./cliq-call.ts";
import { type CliqFailure, isAmbiguous } from "./cliq-failure.ts";
import { isIdempotent } from "./operations.ts";
import { fail, type Result } from "./result.ts";

const mostAttempts = 4;
const firstPauseMs = 250;

/**
 * Performs a call: within the budget, if there is one; a refused token is replaced once; what failed in passing is sent
 * again, with growing pauses, while the deadline lasts, but a create only when it never left this machine. What Cliq
 * refuses for its limits was not done: with a budget it is noted for everyone, and, but for creates, sent again once the
 * lock is over.
 */
export async function performCall<T>(connection: CliqConnection, call: CliqCall<T>): Promise<Result<T>> {
  const { clock, tokens, budget } = connection;
  let deadline = clock.now() + (connection.callTimeoutMs ?? 30_000);
  let fresh: string | undefined;
  let throttled: Result<T> | undefined;
  let mayBeDone = false;
  const mark = (failure: CliqFailure): CliqFailure => (mayBeDone ? { ...failure, mayBeDone } : failure);
  for (let attempt = 1; ; attempt += 1) {
    const askedAt = clock.now();
    const held = await askBudget(connection, call);
    if (held !== undefined) return throttled ?? fail(mark(held));
    deadline += clock.now() - askedAt;
    const token = fresh ?? (await obtainToken(call, async () => tokens.current()));
    if (typeof token !== "string") return fail(mark(token));
    const timeoutMs = Math.max(1, Math.min(connection.attemptTimeoutMs ?? 10_000, deadline - clock.now()));
    const attempted = await attemptCall(connection, call, { token, timeoutMs });
    if (attempted.ok) return attempted;
    const error = mark(attempted.error);
    const result = fail<T>(error);
    mayBeDone ||= isAmbiguous(error);
    if (error.kind === "unauthorized" && fresh === undefined) {
      const renewed = await obtainToken(call, async () => tokens.refused(token));
      if (typeof renewed !== "string") return fail(mark(renewed));
      fresh = renewed;
      continue;
    }
    if (error.kind === "throttled" && budget !== undefined) {
      await budget.lock(call.operation, error.retryAfterMs);
      // Who creates has written down when, and must do so anew.
      if (!isIdempotent(call.operation)) return result;
      throttled = result;
      continue;
    }
    const pauseMs = firstPauseMs * 4 ** (attempt - 1);
    if (attempt >= mostAttempts || !mayRepeat(error) || clock.now() + pauseMs >= deadline) return result;
    await clock.sleep(pauseMs);
  }
}

async function askBudget(
  connection: CliqConnection,
  { operation }: CliqCall<unknown>,
): Promise<CliqFailure | undefined> {
  const grant = await connection.budget?.take(operation);
  if (grant === undefined || grant.granted) return undefined;
  const { retryAfterMs, locked } = grant;
  const message = locked
    ? "Cliq has locked this operation after too many calls"
    : "Cliq's limit for this operation is used up";
  return { operation, kind: "over-budget", message, retryAfterMs, locked };
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
