import type { FunctionHandlerType } from "./handler-types.ts";

/** What a handler is called in events (CONFIRMED of extensions): not always what the REST API calls it. */
const eventNames: Readonly<Record<FunctionHandlerType, string>> = {
  button_handler: "button_handler",
  form_submit_handler: "form_handler",
  form_change_handler: "form_change_handler",
  form_dynamic_select_handler: "form_values_handler",
  form_view_handler: "form_view_handler",
  widget_button_handler: "applet_button_handler",
};

/** The handler that an event is for. */
export type EventHandler = "execution_handler" | FunctionHandlerType;

/** A handler's name in an event; that functions made through the REST API get the same is INFERRED. */
export function toEventName(handler: FunctionHandlerType, names: "event" | "rest"): string {
  return names === "rest" ? handler : eventNames[handler];
}

/** The handler that an event's body is for, in either spelling; a message action's own where it names no other. */
export function handlerOfEvent(body: string): EventHandler {
  try {
    const { type, handler } = JSON.parse(body) as { type?: unknown; handler?: { type?: unknown } };
    const named = type === "function" ? handler?.type : undefined;
    for (const [known, inEvents] of Object.entries(eventNames) as [FunctionHandlerType, string][])
      if (named === known || named === inEvents) return known;
  } catch {
    // An event that somebody broke by hand is answered as a message action's.
  }
  return "execution_handler";
}
