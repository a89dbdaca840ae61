import { ActionsError } from "./actions-error.ts";

/**
 * Something the person who clicked can understand and act on, thrown by an action's author.
 * The message is shown to them as it is, in a failure banner. Not for failures of other systems.
 */
export class UserError extends ActionsError {
  readonly code: "user_error" | "not_allowed" | "paused" = "user_error";
}
