import { ActionsError } from "./actions-error.ts";

/**
 * An authentic request whose body is not the event the protocol describes. Names the first bad field,
 * never its value. Not for requests that failed authentication.
 */
export class MalformedInvocation extends ActionsError {
  readonly code = "malformed_invocation";
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`${field} must be ${expected}`);
    this.field = field;
  }
}
