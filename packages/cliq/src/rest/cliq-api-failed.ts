import { ActionsError } from "@cliq-actions/core";
import type { CliqFailure } from "./cliq-failure.ts";

/** A failed call to Cliq, for places that throw; `failure` says which kind, with Cliq's own code. */
export class CliqApiFailed extends ActionsError {
  readonly code = "cliq_api";
  readonly failure: CliqFailure;

  constructor(failure: CliqFailure) {
    super(`Cliq: ${failure.operation} failed: ${failure.message}`);
    this.failure = failure;
  }
}
