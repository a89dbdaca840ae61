import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { redact } from "@cliq-actions/cliq/redact";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { type CliqFailure, isAmbiguous } from "@cliq-actions/cliq/rest/cliq-failure";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { isIdempotent } from "@cliq-actions/cliq/rest/operations";
import type { Result } from "@cliq-actions/cliq/rest/result";
import type { SharedBudget } from "../budget/share-budget.ts";
import { isFinal, KeeperFailed } from "./kept-access-tokens.ts";
import type { OpenCliq } from "./run.ts";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;
/** A 404 without Cliq's own word, or a 401, is a bad minute of somebody's on the way, or an answer: it is not waited out for longer. */
const maybeFinalMs = 30_000;

type Calls = Readonly<Record<string, (...args: never[]) => Promise<Result<unknown>>>>;

/**
 * Cliq as a run calls it: within the budget and with the patience of the event. What passes (5xx, lost answers, throttling,
 * a token that cannot be had just now) is waited out, whatever the call is for, until `wait` says that there is no time; it
 * may throw to end the work. A create that may have been applied is for the caller to look for.
 */
export function connectCliq(
  connection: CliqConnection & { readonly budget: SharedBudget },
  wait: (ms: number) => Promise<boolean>,
  note: (failure: CliqFailure, pauseMs: number) => void = () => undefined,
): OpenCliq {
  const { clock, budget } = connection;
  const outlast = async (call: () => Promise<Result<unknown>>): Promise<Result<unknown>> => {
    const startedAt = clock.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const result = await call();
      if (result.ok || !mayPass(result.error, clock.now() - startedAt)) return result;
      note(result.error, pauseMs);
      if (!(await wait(pauseMs))) return result;
    }
  };
  const patient = <C extends object>(client: C): C => {
    const calls = Object.entries(client as Calls).map(([name, call]) => [
      name,
      async (...args: never[]) => outlast(async () => call(...args)),
    ]);
    return Object.fromEntries(calls) as C;
  };
  const named = { ...connection, tokens: withNamedFailures(connection.tokens) };
  return {
    client: patient(connectMessageActions(named)),
    functions: patient(connectFunctions(named)),
    budget,
  };
}

function mayPass(failure: CliqFailure, sinceMs: number): boolean {
  if (isAmbiguous(failure) && !isIdempotent(failure.operation)) return false;
  switch (failure.kind) {
    case "unavailable":
      return failure.transient && (statusOf(failure) !== 404 || sinceMs < maybeFinalMs);
    // A fresh token is refused as well: by a bad minute, or for good.
    case "unauthorized":
      return sinceMs < maybeFinalMs;
    case "token-missing":
      return !isFinal(failure.code);
    // A page of somebody's on the way, such as a proxy's, comes with 200 as well.
    case "protocol":
      return true;
    // Waited for already: by the budget, which knows when.
    default:
      return false;
  }
}

function statusOf(failure: CliqFailure): number | undefined {
  return "status" in failure ? failure.status : undefined;
}

/** Where AWS does not hand out a token, the call fails by AWS's word, as it does by the keeper's: it can be waited out, too. */
function withNamedFailures(tokens: AccessTokens): AccessTokens {
  const name = async (asked: Promise<string>): Promise<string> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof Error) || !("$metadata" in error)) throw error;
      throw new KeeperFailed(error.name, `No access token. ${error.name}: ${redact(error.message)}`, { cause: error });
    }
  };
  return { current: async () => name(tokens.current()), refused: async (token) => name(tokens.refused(token)) };
}
