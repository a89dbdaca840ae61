import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import { explainFailure } from "./explain-failure.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/** The error of a run that a failed call to Cliq ends: what was not done, why, and what a person can do. */
export function toRegistrationFailed(what: string, failure: CliqFailure): RegistrationFailed {
  return new RegistrationFailed(`${what} ${explainFailure(failure)}`, { cause: new CliqApiFailed(failure) });
}
