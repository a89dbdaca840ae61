import { ActionsError } from "@cliq-actions/core";

/** A function's code that cannot be deployed as it is. The message names the file and what to do. */
export class InvalidBundle extends ActionsError {
  readonly code = "invalid_bundle";
}
