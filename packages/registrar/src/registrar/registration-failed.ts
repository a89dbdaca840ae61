import { ActionsError } from "@cliq-actions/core";

/** A set that Cliq does not hold as desired. The message names the action, what Cliq said, and what a person can do. */
export class RegistrationFailed extends ActionsError {
  readonly code = "registration_failed";
}
