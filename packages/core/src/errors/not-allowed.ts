import { UserError } from "./user-error.ts";

/** A person whom the action's policy does not let use it, or of whom the event does not tell what the policy asks. */
export class NotAllowed extends UserError {
  override readonly code = "not_allowed";
}
