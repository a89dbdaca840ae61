import { ActionsError } from "@cliq-actions/core";

/** A request that an action may not send, found before a byte leaves. A bug of the action; the message quotes no value. */
export class InvalidRequest extends ActionsError {
  readonly code = "invalid_request";
}
