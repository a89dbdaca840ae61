import { ActionsError } from "@cliq-actions/core";
import type { CliqFailure } from "./cliq-failure.ts";
import type { Result } from "./result.ts";

/** A failed call to Cliq, for places that throw; `failure` says which kind, with Cliq's own code. */
export class CliqApiFailed extends ActionsError {
  readonly code = "cliq_api";
  readonly failure: CliqFailure;

  constructor(failure: CliqFailure) {
    super(`Cliq: ${failure.operation} failed: ${failure.message}`);
    this.failure = failure;
  }
}

/** The value of a call that has to have succeeded. Throws {@link CliqApiFailed}. */
export function expectOk<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CliqApiFailed(result.error);
}
