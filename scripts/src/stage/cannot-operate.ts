import { ActionsError } from "@cliq-actions/core";

/** Why a verb stops: one sentence with its remedy. */
export class CannotOperate extends ActionsError {
  readonly code = "cannot_operate";
}
