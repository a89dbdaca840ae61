import { holdUrl } from "../redact.ts";
/** What runs a function; it cannot be changed after creation. */
export type FunctionType = "button" | "form" | "widget_button";

/** The parts of a function that run; each has its own permissions or script. */
export type FunctionHandlerType =
  | "button_handler"
  | "form_submit_handler"
  | "form_change_handler"
  | "form_dynamic_select_handler"
  | "form_view_handler"
  | "widget_button_handler";

/** A new function in the words of the REST API. */
export type FunctionFields = {
  /** At most 30 characters. */
  readonly name: string;
  /** At most 300 characters; required. */
  readonly description: string;
  readonly function_type: FunctionType;
} & (
  | { readonly execution_type: "webhook"; /** https, at most 225 characters. */ readonly execution_url: string }
  | { readonly execution_type: "deluge" }
);

/** What a function can be told on update; fields left out stay as they are. */
export interface FunctionUpdate {
  readonly name?: string;
  readonly description?: string;
  /** Of a webhook function only. */
  readonly execution_url?: string;
}

/** The body of a create. v3 refuses unknown keys, so exactly the documented ones are sent. */
export function toCreateFunctionBody(fields: FunctionFields): string {
  return JSON.stringify({
    name: fields.name,
    description: fields.description,
    function_type: fields.function_type,
    execution_type: fields.execution_type,
    ...(fields.execution_type === "webhook" ? { execution_url: holdUrl(fields.execution_url) } : {}),
  });
}

/** The body of an update; the types of function and execution cannot be updated. */
export function toUpdateFunctionBody({ name, description, execution_url }: FunctionUpdate): string {
  return JSON.stringify({ name, description, execution_url: execution_url && holdUrl(execution_url) });
}
