import { ActionsError } from "./actions-error.ts";

/**
 * A reply that Cliq could not show, or that no builder made: a bug of the action. The message says which part and why,
 * in words of ours only, so that it can be logged; it never quotes what people wrote.
 */
export class InvalidReply extends ActionsError {
  readonly code = "invalid_reply";
}
