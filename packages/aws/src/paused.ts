import { UserError } from "@cliq-actions/core";

/** An action that an operator has paused; the message is what the function's environment says to people. */
export class Paused extends UserError {
  override readonly code = "paused";
}
