import { ActionsError } from "./actions-error.ts";

/** A reply larger than Cliq documents. The message names the part, its size and the limit. A bug of the action. */
export class ReplyLimitExceeded extends ActionsError {
  readonly code = "reply_limit_exceeded";
}
