import { ActionsError } from "@cliq-actions/core";
import type { ScopeCheck } from "./check-scopes.ts";

/** Why the command stops: one sentence with its remedy, and what Cliq said of each scope if it was asked. */
export class CannotAuthorize extends ActionsError {
  readonly code = "cannot_authorize";
  readonly scopes: readonly ScopeCheck[];

  constructor(message: string, scopes: readonly ScopeCheck[] = []) {
    super(message);
    this.scopes = scopes;
  }
}
