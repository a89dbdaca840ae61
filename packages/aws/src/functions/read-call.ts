import { type Envelope, type FunctionHandlerName, MalformedInvocation } from "@cliq-actions/core";

/**
 * The names of handlers in events, beside those of the REST API; which of them a standalone function's event has is UNKNOWN
 * (docs/cliq.md), so both are taken.
 */
const handlerNames: Readonly<Record<string, FunctionHandlerName>> = {
  form_handler: "form_submit_handler",
  form_submit_handler: "form_submit_handler",
  form_change_handler: "form_change_handler",
  form_values_handler: "form_dynamic_select_handler",
  form_dynamic_select_handler: "form_dynamic_select_handler",
  form_view_handler: "form_view_handler",
  button_handler: "button_handler",
};

/** Which function of the action an event calls, by what handler. */
export interface FunctionEvent {
  readonly name: string;
  readonly handler: FunctionHandlerName;
}

/** The call in an event; undefined for an event of another kind. Throws where it is a call that nobody can understand. */
export function readCall({ fields }: Envelope): FunctionEvent | undefined {
  if (fields.type !== "function") return undefined;
  const { name, handler } = fields;
  const type = typeof handler === "object" && handler !== null && "type" in handler ? handler.type : undefined;
  if (typeof type !== "string" || !Object.hasOwn(handlerNames, type))
    throw new MalformedInvocation("handler.type", "a handler of a form or button");
  if (typeof name !== "string") throw new MalformedInvocation("name", "a function of this action");
  return { name, handler: handlerNames[type] as FunctionHandlerName };
}

/** Who clicked, by the id that every event has: `access.user_id`, else the user's own. */
export function readPerson({ params }: Envelope): string | undefined {
  return idIn(params.access, "user_id") ?? idIn(params.user, "id");
}

function idIn(block: unknown, name: string): string | undefined {
  const id: unknown =
    typeof block === "object" && block !== null ? (block as Record<string, unknown>)[name] : undefined;
  if (typeof id === "string" && id !== "") return id;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}
