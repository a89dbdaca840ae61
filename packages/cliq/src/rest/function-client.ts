import type { CliqFunction } from "./cliq-function.ts";
import type { FunctionFields, FunctionHandlerType, FunctionUpdate } from "./function-fields.ts";
import type { HandlerChange } from "./handler-change.ts";
import type { Handler } from "./message-action.ts";
import type { Result } from "./result.ts";

/** The function endpoints of Cliq's REST API v3, their handlers' included. Failures are data; ids are strings. */
export interface FunctionClient {
  /** Makes a function with its main handler. Sent once: an ambiguous failure is for the caller to settle by listing. */
  create(fields: FunctionFields): Promise<Result<CliqFunction>>;
  /** Every function the token's user defined, from all pages. */
  list(): Promise<Result<readonly CliqFunction[]>>;
  get(id: string): Promise<Result<CliqFunction>>;
  update(id: string, fields: FunctionUpdate): Promise<Result<CliqFunction>>;
  /** Deletes a function with all its handlers. */
  delete(id: string): Promise<Result<undefined>>;
  /**
   * Adds a handler beside the main one; answers with the function. Sent once: whether a second POST of the same type
   * is refused is UNKNOWN, so an ambiguous failure is for the caller to settle by reading.
   */
  createHandler(id: string, type: FunctionHandlerType, handler: HandlerChange): Promise<Result<CliqFunction>>;
  updateHandler(id: string, type: FunctionHandlerType, change: HandlerChange): Promise<Result<Handler>>;
  getHandler(id: string, type: FunctionHandlerType): Promise<Result<Handler>>;
  /** Deletes any handler but the main one, which Cliq refuses (`default_handler_delete_not_allowed`). */
  deleteHandler(id: string, type: FunctionHandlerType): Promise<Result<undefined>>;
}
