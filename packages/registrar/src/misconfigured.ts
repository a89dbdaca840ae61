import { ActionsError } from "@cliq-actions/core";

/** Something the stage needs is missing or unusable; the message says what to put where. */
export class Misconfigured extends ActionsError {
  readonly code = "misconfigured";
}
