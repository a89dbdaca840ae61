import { ActionsError } from "@cliq-actions/core";

/** A stage that cannot be deployed as it is written down. The message names the stage, the key and what to put there. */
export class InvalidStage extends ActionsError {
  readonly code = "invalid_stage";
}
