import type { HandlerChange } from "./handler-change.ts";
import type { Handler, MessageAction } from "./message-action.ts";
import type { DelugeActionFields, MessageActionFields } from "./message-action-fields.ts";
import type { Result } from "./result.ts";

/** The seven message-action endpoints of Cliq's REST API v3. Failures are data; ids are strings. */
export interface MessageActionClient {
  /** Registers a webhook or a Deluge action. Sent once: an ambiguous failure is for the caller to settle by listing. */
  create(fields: MessageActionFields | DelugeActionFields): Promise<Result<MessageAction>>;
  /** Every action available to the token's user, other people's included, from all pages. */
  list(): Promise<Result<readonly MessageAction[]>>;
  get(id: string): Promise<Result<MessageAction>>;
  update(id: string, fields: Partial<MessageActionFields>): Promise<Result<MessageAction>>;
  delete(id: string): Promise<Result<undefined>>;
  /** Replaces a webhook's permissions (that it replaces rather than adds is INFERRED from the bots' page) or a Deluge script. */
  updateHandler(id: string, change: HandlerChange): Promise<Result<Handler>>;
  getHandler(id: string): Promise<Result<Handler>>;
}
