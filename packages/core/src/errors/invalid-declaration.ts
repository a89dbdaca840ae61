import { ActionsError } from "./actions-error.ts";

/**
 * A declaration that Cliq would refuse, found at import, in a test or at synth. Never seen at run time.
 * The message names the folder, the field and the limit.
 */
export class InvalidDeclaration extends ActionsError {
  readonly code = "invalid_declaration";
  /** Name of the action folder that declares it, where that is known. */
  readonly folder: string | undefined;

  constructor(message: string, options: { folder?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.folder = options.folder;
  }
}
