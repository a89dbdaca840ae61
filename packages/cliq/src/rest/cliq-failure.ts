import type { Operation } from "./operations.ts";

/** Why a call to Cliq's REST API did not succeed. `message` is for people, in Cliq's words or ours, without secrets. */
export type CliqFailure = {
  readonly operation: Operation;
  readonly message: string;
  /** An earlier attempt at the same call may have been applied. */
  readonly mayBeDone?: true;
} & (
  | {
      readonly kind: "refused";
      readonly status: number;
      /** Cliq's own word, if it gave one. */ readonly code: string | undefined;
    }
  | {
      readonly kind: "throttled";
      readonly status: number;
      /** No call of this operation before this has passed. */ readonly retryAfterMs: number;
    }
  | {
      readonly kind: "over-budget";
      /** It was not sent, and could be after this. */ readonly retryAfterMs: number;
      /** By Cliq. */ readonly locked: boolean;
    }
  | { readonly kind: "unauthorized" }
  | {
      readonly kind: "scope-missing";
      /** What the operation needs. */ readonly scope: string;
      /** By Cliq's own code. Without one, somebody on the way may have said so. */ readonly isCliqs: boolean;
    }
  | { readonly kind: "token-missing"; /** The code of the error that the token port threw. */ readonly code: string }
  | {
      readonly kind: "unavailable";
      /** Of the answer, where there was one: of a gateway, for all we know. */ readonly status?: number;
      /** It may have been applied. */ readonly ambiguous: boolean;
      readonly transient: boolean;
    }
  | {
      readonly kind: "protocol";
      readonly status: number;
      /** It may have been applied. */ readonly ambiguous: boolean;
      /** It is JSON, in another shape: Cliq's own, for all we know, and as it stays. */ readonly isJson: boolean;
    }
);

/** Whether a code is Cliq's own for a refusal by content. */
export function isAboutContent(code: string | undefined): boolean {
  return /^(invalid_inputs|extra_key_found|input_pattern_mismatch|(msgaction|function|execution_handler)_\w+)$/.test(
    code ?? "",
  );
}

/** Whether a code is spelled as all of Cliq's are; gateways give numbers and words ("Not Found"). */
export function isSpelledAsCliqs(code: string | undefined): boolean {
  return /^[a-z][a-z\d]*(_[a-z\d]+)+$/.test(code ?? "");
}

/**
 * Whether a refusal may be of somebody's on the way, such as a firewall: a 403 without one of Cliq's own codes, or another
 * one, but of what was sent, whose code is none of Cliq's. Cliq's own 403 may lack a code as well.
 */
export function isMaybeForeign(failure: CliqFailure): boolean {
  if (failure.kind === "scope-missing") return !failure.isCliqs;
  if (failure.kind !== "refused") return false;
  const { status, code } = failure;
  if (status === 403) return !isAboutContent(code) && code !== "inactive_appaccount_user";
  return status !== 400 && code !== undefined && !isSpelledAsCliqs(code);
}

/** Whether the call may have changed Cliq although it failed. */
export function isAmbiguous(failure: CliqFailure): boolean {
  return (failure.kind === "unavailable" || failure.kind === "protocol") && failure.ambiguous;
}

/** Whether it is certain that the call has changed nothing: it was refused or not sent, as were all attempts at it. */
export function isUntouched(failure: CliqFailure): boolean {
  return !isAmbiguous(failure) && failure.mayBeDone !== true;
}

/**
 * Whether Cliq says, by its own code, that the action or function is not there (any more) for the token's user. A 404
 * without it proves nothing: it may be a gateway's.
 */
export function isNotFound(failure: CliqFailure): boolean {
  if (failure.kind !== "refused") return false;
  return failure.code === "msgaction_not_found" || failure.code === "function_not_found";
}

/** Whether Cliq says that the action or function is there, but has no such handler. */
export function isHandlerNotFound(failure: CliqFailure): boolean {
  return failure.kind === "refused" && failure.code === "execution_handler_not_found";
}

/** Whether Cliq says that another action, or another function, has the name. */
export function isNameTaken(failure: CliqFailure): boolean {
  if (failure.kind !== "refused") return false;
  return failure.code === "msgaction_name_already_exists" || failure.code === "function_name_already_exists";
}
