import { authorizeAnew, tryAgain } from "@cliq-actions/cliq/remedies";
import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import { functionScopes, messageActionScopes } from "@cliq-actions/cliq/rest/operations";
import { ActionsError } from "@cliq-actions/core";

/** A set that Cliq does not hold as desired. The message names the action, what Cliq said, and what a person can do. */
export class RegistrationFailed extends ActionsError {
  readonly code = "registration_failed";
}

/** The error of a run that a failed call to Cliq ends: what was not done, why, and what a person can do. */
export function toRegistrationFailed(what: string, failure: CliqFailure): RegistrationFailed {
  return new RegistrationFailed(`${what} ${explainFailure(failure)}`, { cause: new CliqApiFailed(failure) });
}

/** What went wrong, in Cliq's words, and what a person can do about it. Two or three sentences, without secrets. */
export function explainFailure(failure: CliqFailure): string {
  switch (failure.kind) {
    case "refused": {
      const remedy = remedies.get(failure.code) ?? `Correct what Cliq names, then ${tryAgain}.`;
      return `Cliq refused: ${failure.code ?? `HTTP ${failure.status}`}, "${failure.message}". ${remedy}`;
    }
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterMs / 60_000);
      return `Cliq has locked this operation after too many calls ("${failure.message}"). Wait ${minutes} minutes, then ${tryAgain}.`;
    }
    case "over-budget":
      return `It was not sent: ${failure.message}. Wait ${Math.ceil(failure.retryAfterMs / 60_000)} minutes, then ${tryAgain}.`;
    case "unauthorized":
      return (
        `Cliq accepts neither the access token nor a fresh one ("${failure.message}"). ` +
        `Check that the data centre is the one of your organisation, then run ${authorizeAnew}.`
      );
    case "scope-missing":
      return (
        `Cliq forbids it ("${failure.message}"): the access needs the scope ${failure.scope} and a user who may manage ` +
        `message actions and functions. Run ${authorizeAnew} with the scopes ${[...messageActionScopes, ...functionScopes].join(", ")}.`
      );
    case "token-missing":
      return /[.!?]$/.test(failure.message) ? failure.message : `${failure.message}.`;
    case "unavailable":
      return `Cliq did not do its part: ${failure.message}. ${tryAgain}; if that does not help, check the data centre and Zoho's status page.`;
    default:
      return `Cliq's answer is not the documented one: ${failure.message}. Check the data centre, then ${tryAgain}.`;
  }
}

const notShown = (what: string): string =>
  `The user whose access is stored does not see the ${what}: it was deleted in Cliq meanwhile, or is another user's. ` +
  `${tryAgain}: then it is looked for, and made anew if it is gone.`;

/** Remedies by Cliq's own code (REST API v3, Message Actions and Functions). */
const remedies: ReadonlyMap<string | undefined, string> = new Map(
  Object.entries({
    msgaction_name_already_exists: `Rename one of the two, or delete the other one in Cliq, then ${tryAgain}.`,
    msgaction_creation_limit_exceeded: `The organisation has as many message actions as it may: delete some in Cliq, then ${tryAgain}.`,
    msgaction_not_found: notShown("action"),
    function_name_already_exists: `Rename one of the two, or delete the other one in Cliq, then ${tryAgain}.`,
    function_creation_limit_exceeded: `You have as many functions as Cliq allows: delete some there, then ${tryAgain}.`,
    function_not_found: notShown("function"),
    execution_handler_not_found: `The action has lost its handler: delete it in Cliq, then ${tryAgain}.`,
    inactive_appaccount_user:
      "The account of the person who gave the access is inactive in Zoho, which no scope helps: have it activated, or " +
      `as somebody else run ${authorizeAnew}.`,
    execution_handler_update_failed: `${tryAgain}; if it stays so, look at the action in Cliq.`,
  }),
);
