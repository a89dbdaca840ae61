import { ActionsError } from "./actions-error.ts";

/**
 * A declaration that Cliq would refuse, found at import, in a test or at synth. Never seen at run time.
 * The message names the folder, the field and the limit.
 */
export class InvalidDeclaration extends ActionsError {
  readonly code = "invalid_declaration";
}
