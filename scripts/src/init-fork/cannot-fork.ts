import { ActionsError } from "@cliq-actions/core";

/** Why the repository was not renamed, or not wholly: one sentence with its remedy. */
export class CannotFork extends ActionsError {
  readonly code = "cannot_fork";
}
