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
      const remedy = remedies[failure.code ?? ""] ?? "Correct what Cliq names, then deploy again.";
      return `Cliq refused: ${failure.code ?? `HTTP ${failure.status}`}, "${failure.message}". ${remedy}`;
    }
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterMs / 60_000);
      return `Cliq has locked this operation after too many calls ("${failure.message}"). Wait ${minutes} minutes, then deploy again.`;
    }
    case "over-budget":
      return `It was not sent: ${failure.message}. Wait ${Math.ceil(failure.retryAfterMs / 60_000)} minutes, then deploy again.`;
    case "unauthorized":
      return (
        `Cliq accepts neither the access token nor a fresh one ("${failure.message}"). ` +
        "Check that the data centre is the one of your organisation, then run `pnpm cliq authorize`."
      );
    case "scope-missing":
      return (
        `Cliq forbids it ("${failure.message}"): the access needs the scope ${failure.scope} and a user who may manage ` +
        `message actions and functions. Run \`pnpm cliq authorize\` with the scopes ${[...messageActionScopes, ...functionScopes].join(", ")}.`
      );
    case "token-missing":
      return /[.!?]$/.test(failure.message) ? failure.message : `${failure.message}.`;
    case "unavailable":
      return `Cliq did not do its part: ${failure.message}. Deploy again; if that does not help, check the data centre and Zoho's status page.`;
    default:
      return `Cliq's answer is not the documented one: ${failure.message}. Check the data centre, then deploy again.`;
  }
}

/** Remedies by Cliq's own code (REST API v3, Message Actions and Functions). */
const remedies: Readonly<Record<string, string>> = {
  msgaction_name_already_exists: "Rename one of the two, or delete the other one in Cliq, then deploy again.",
  msgaction_creation_limit_exceeded:
    "The organisation has as many message actions as it may: delete some in Cliq, then deploy again.",
  msgaction_not_found: "Someone deleted the action in Cliq meanwhile: deploy again, and it is made anew.",
  function_name_already_exists: "Rename one of the two, or delete the other one in Cliq, then deploy again.",
  function_creation_limit_exceeded: "You have as many functions as Cliq allows: delete some there, then deploy again.",
  function_not_found: "Someone deleted the function in Cliq meanwhile: deploy again, and it is made anew.",
  execution_handler_not_found: "The action has lost its handler: delete it in Cliq, then deploy again.",
  inactive_appaccount_user:
    "The account of the person who gave the access is inactive in Zoho, which no scope helps: have it activated, or " +
    "run `pnpm cliq authorize` as somebody else.",
  execution_handler_update_failed: "Deploy again; if it stays so, look at the action in Cliq.",
};
