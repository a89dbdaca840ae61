import type { Handler, MessageAction } from "./message-action.ts";
import type { MessageActionFields } from "./message-action-fields.ts";
import type { Result } from "./result.ts";

/** The seven message-action endpoints of Cliq's REST API v3. Failures are data; ids are strings. */
export interface MessageActionClient {
  /** Registers a webhook action. Sent once: an ambiguous failure is for the caller to settle by listing. */
  create(fields: MessageActionFields): Promise<Result<MessageAction>>;
  /** Every action available to the token's user, other people's included, from all pages. */
  list(): Promise<Result<readonly MessageAction[]>>;
  get(id: string): Promise<Result<MessageAction>>;
  update(id: string, fields: Partial<MessageActionFields>): Promise<Result<MessageAction>>;
  delete(id: string): Promise<Result<undefined>>;
  /** Replaces the handler's permissions (that it replaces rather than adds is INFERRED from the bots' page). */
  updateHandler(id: string, change: { readonly permissions: readonly string[] }): Promise<Result<Handler>>;
  getHandler(id: string): Promise<Result<Handler>>;
}
