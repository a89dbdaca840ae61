import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { redact } from "@cliq-actions/cliq/redact";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import {
  type CliqFailure,
  isAmbiguous,
  isHandlerNotFound,
  isMaybeForeign,
  isUntouched,
  isNotFound,
} from "@cliq-actions/cliq/rest/cliq-failure";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import type { FunctionHandlerType } from "@cliq-actions/cliq/rest/function-fields";
import { isIdempotent } from "@cliq-actions/cliq/rest/operations";
import { fail, type Result, succeed } from "@cliq-actions/cliq/rest/result";
import type { SharedBudget } from "../budget/share-budget.ts";
import { KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";
import { isFinal } from "./invoke-keeper.ts";
import { isSame } from "./observed-item.ts";
import type { OpenCliq, Wait } from "./run.ts";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;
/** What is a bad minute of somebody's on the way, or an answer, is not waited out for longer: a 404 or 403 without Cliq's own code, a 401, JSON of another shape. */
const maybeFinalMs = 30_000;
/** Where somebody else answers for Cliq, or nothing that can be trusted does: a place that was given wrong stays so. */
const elsewhereMs = 300_000;

type Call = (...args: never[]) => Promise<Result<unknown>>;
/** What Cliq holds of what a call was to write; undefined where no read tells. */
type Look = (...args: never[]) => Promise<Result<unknown> | undefined>;

/**
 * Cliq as a run calls it: within the budget and with the patience of the event. What passes (5xx, lost answers, throttling,
 * a token that cannot be had just now) is waited out, whatever the call is for, until `wait` says that there is no time; it
 * may throw to end the work. What may be for ever is waited out for as long as {@link patienceMsOf} says; where a write is
 * answered in a way that is not documented, what Cliq holds then counts. A create that may have been applied is for the
 * caller to look for.
 */
export function connectCliq(
  connection: CliqConnection & { readonly budget: SharedBudget },
  wait: Wait,
  note: (failure: CliqFailure, pauseMs: number) => void = () => undefined,
): OpenCliq {
  const { clock, budget } = connection;
  const outlast = async (call: () => ReturnType<Call>, look?: () => ReturnType<Look>): Promise<Result<unknown>> => {
    let patienceMs: number | undefined;
    let since = clock.now();
    let mayBeDone = false;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const called = await call();
      const result: Result<unknown> = called.ok || !mayBeDone ? called : fail({ ...called.error, mayBeDone });
      if (result.ok || (isAmbiguous(result.error) && !isIdempotent(result.error.operation))) return result;
      mayBeDone ||= !isUntouched(result.error);
      const isAgain = patienceMsOf(result.error) === patienceMs;
      patienceMs = patienceMsOf(result.error);
      // Another failure begins another wait.
      if (!isAgain) since = clock.now();
      // One answer may have been garbled on its way.
      const held =
        isAgain && isAmbiguous(result.error) && result.error.kind === "protocol" ? await look?.() : undefined;
      if (held !== undefined) return held;
      const isLong = clock.now() - since >= patienceMs;
      if (isLong && !isPage(result.error)) return result;
      note(result.error, pauseMs);
      if (!(await wait(pauseMs, isLong))) return result;
    }
  };
  const patient = <C extends object>(client: C, looks: Readonly<Record<string, Look>>): C => {
    const calls = Object.entries(client as Readonly<Record<string, Call>>).map(([name, call]) => [
      name,
      async (...args: never[]) => {
        const look = looks[name];
        return outlast(async () => call(...args), look && (async () => look(...args)));
      },
    ]);
    return Object.fromEntries(calls) as C;
  };
  const { tokens, access } = withNamedFailures(connection.tokens);
  const named = { ...connection, tokens };
  const actions = connectMessageActions(named);
  const functions = connectFunctions(named);
  return {
    client: patient(actions, {
      update: async (id: string, fields: object) => whereHeld(await actions.get(id), fields),
      updateHandler: async (id: string, change: object) => whereHeld(await actions.getHandler(id), change),
      delete: async (id: string) => whereGone(await actions.get(id)),
    }),
    functions: patient(functions, {
      update: async (id: string, fields: object) => whereHeld(await functions.get(id), fields),
      updateHandler: async (id: string, type: FunctionHandlerType, change: object) =>
        whereHeld(await functions.getHandler(id, type), change),
      delete: async (id: string) => whereGone(await functions.get(id)),
      deleteHandler: async (id: string, type: FunctionHandlerType) => whereGone(await functions.getHandler(id, type)),
    }),
    budget,
    access,
  };
}

/** What was read, where Cliq shows all that was sent, an icon aside, which no read shows. */
function whereHeld<T extends object>(read: Result<T>, sent: object): Result<T> | undefined {
  if (!read.ok) return undefined;
  const shown = read.value as Readonly<Record<string, unknown>>;
  const isHeld = Object.entries(sent).every(
    ([field, value]) => field === "image" || value === undefined || isSame(shown[field], value),
  );
  return isHeld ? succeed(read.value) : undefined;
}

/** Cliq's own word that something is not there: whoever deletes knows what that proves. */
function whereGone(read: Result<unknown>): Result<unknown> | undefined {
  return !read.ok && (isNotFound(read.error) || isHandlerNotFound(read.error)) ? fail(read.error) : undefined;
}

/** Whether it is a page in the place of an answer, such as of a proxy that waits for Zoho itself: half of the event is given to that. */
export function isPage(failure: CliqFailure): boolean {
  if (failure.kind === "protocol") return failure.status < 300 && !failure.isJson;
  // A page of a proxy's that signs people in, as it stands before Cliq's answers, too.
  if (failure.kind === "token-missing") return failure.code === "accounts_odd";
  return failure.kind === "unavailable" && patienceMsOf(failure) === elsewhereMs && failure.transient;
}

/** For how long a failure is waited out, as long as it stays the same: without end where it is certain to pass. */
export function patienceMsOf(failure: CliqFailure): number {
  switch (failure.kind) {
    case "unavailable": {
      const { status = 500, transient } = failure;
      if (!transient) return elsewhereMs;
      if (status === 404) return maybeFinalMs;
      return status === 408 || status === 425 || status >= 500 ? Number.POSITIVE_INFINITY : elsewhereMs;
    }
    // A fresh token is refused as well: by a bad minute, or for good.
    case "unauthorized":
      return maybeFinalMs;
    case "token-missing":
      if (failure.code === "accounts_odd") return elsewhereMs;
      return isFinal(failure.code) ? 0 : Number.POSITIVE_INFINITY;
    case "protocol":
      return failure.isJson ? maybeFinalMs : elsewhereMs;
    // Waited for already, where it is for a limit: by the budget, which knows when.
    default:
      return isMaybeForeign(failure) ? maybeFinalMs : 0;
  }
}

/** Where AWS does not hand out a token, the call fails by AWS's word, as it does by the keeper's: it can be waited out, too. */
function withNamedFailures(tokens: AccessTokens): Pick<OpenCliq, "access"> & { readonly tokens: AccessTokens } {
  let last: string | undefined;
  let access = 0;
  const name = async (asked: Promise<string>): Promise<string> => {
    try {
      const token = await asked;
      if (token !== last) access += 1;
      last = token;
      return token;
    } catch (error) {
      if (!(error instanceof Error) || !("$metadata" in error)) throw error;
      throw new KeeperFailed(error.name, `No access token. ${error.name}: ${redact(error.message)}`, { cause: error });
    }
  };
  return {
    tokens: { current: async () => name(tokens.current()), refused: async (token) => name(tokens.refused(token)) },
    access: () => access,
  };
}
