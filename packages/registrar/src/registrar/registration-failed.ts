import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import { functionScopes, messageActionScopes } from "@cliq-actions/cliq/rest/operations";
import { ActionsError } from "@cliq-actions/core";

/** A set that Cliq does not hold as desired. The message names the action, what Cliq said, and what a person can do. */
export class RegistrationFailed extends ActionsError {
  readonly code = "registration_failed";
  /** The same for somebody who did not deploy: `again` is what to do in place of deploying again. */
  readonly retold: ((again: string) => string) | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly retold?: (again: string) => string }) {
    super(message, options);
    this.retold = options?.retold;
  }
}

/** The error of a run that a failed call to Cliq ends: what was not done, why, and what a person can do. */
export function toRegistrationFailed(what: string, failure: CliqFailure): RegistrationFailed {
  const retold = (again: string): string => `${what} ${explainFailure(failure, again)}`;
  return new RegistrationFailed(retold("deploy again"), { cause: new CliqApiFailed(failure), retold });
}

/** What went wrong, in Cliq's words, and what a person can do about it: in the end, `again`. Two or three sentences, without secrets. */
export function explainFailure(failure: CliqFailure, again = "deploy again"): string {
  switch (failure.kind) {
    case "refused": {
      const remedy = (remedies[failure.code ?? ""] ?? correct)(again);
      return `Cliq refused: ${failure.code ?? `HTTP ${failure.status}`}, "${failure.message}". ${remedy}`;
    }
    case "throttled": {
      const minutes = Math.ceil(failure.retryAfterMs / 60_000);
      return `Cliq has locked this operation after too many calls ("${failure.message}"). Wait ${minutes} minutes, then ${again}.`;
    }
    case "over-budget":
      return `It was not sent: ${failure.message}. Wait ${Math.ceil(failure.retryAfterMs / 60_000)} minutes, then ${again}.`;
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
      return `Cliq did not do its part: ${failure.message}. ${toSentence(again)}; if that does not help, check the data centre and Zoho's status page.`;
    default:
      return `Cliq's answer is not the documented one: ${failure.message}. Check the data centre, then ${again}.`;
  }
}

const correct = (again: string): string => `Correct what Cliq names, then ${again}.`;

const notShown = (what: string, again: string): string =>
  `The user whose access is stored does not see the ${what}: it was deleted in Cliq meanwhile, or is another user's. ` +
  `${toSentence(again)}: then it is looked for, and made anew if it is gone.`;

/** Remedies by Cliq's own code (REST API v3, Message Actions and Functions). */
const remedies: Readonly<Record<string, (again: string) => string>> = {
  msgaction_name_already_exists: (again) => `Rename one of the two, or delete the other one in Cliq, then ${again}.`,
  msgaction_creation_limit_exceeded: (again) =>
    `The organisation has as many message actions as it may: delete some in Cliq, then ${again}.`,
  msgaction_not_found: (again) => notShown("action", again),
  function_name_already_exists: (again) => `Rename one of the two, or delete the other one in Cliq, then ${again}.`,
  function_creation_limit_exceeded: (again) =>
    `You have as many functions as Cliq allows: delete some there, then ${again}.`,
  function_not_found: (again) => notShown("function", again),
  execution_handler_not_found: (again) => `The action has lost its handler: delete it in Cliq, then ${again}.`,
  inactive_appaccount_user: () =>
    "The account of the person who gave the access is inactive in Zoho, which no scope helps: have it activated, or " +
    "run `pnpm cliq authorize` as somebody else.",
  execution_handler_update_failed: (again) => `${toSentence(again)}; if it stays so, look at the action in Cliq.`,
};

function toSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
