/** What Cliq may send to a function's handler. */
export type FunctionPermission = "chat" | "message" | "user";

/** What starts a function. */
export type FunctionType = "button" | "form" | "widget_button";

/** Which functions have which handlers, and which permissions each may have (<https://www.zoho.com/cliq/help/restapi/v3/>, functions). */
export const functionHandlers = {
  button_handler: { of: "button", permissions: ["chat", "message", "user"] },
  form_submit_handler: { of: "form", permissions: ["chat", "message", "user"] },
  form_change_handler: { of: "form", permissions: ["chat", "user"] },
  form_dynamic_select_handler: { of: "form", permissions: ["chat", "user"] },
  form_view_handler: { of: "form", permissions: ["user"] },
  widget_button_handler: { of: "widget_button", permissions: ["user"] },
} as const satisfies Record<string, { of: FunctionType; permissions: readonly FunctionPermission[] }>;

/** The name of a function's handler. */
export type FunctionHandlerName = keyof typeof functionHandlers;

/** The handler every function of a type has from its creation on, and cannot lose. */
export const mainHandlers: Readonly<Record<FunctionType, FunctionHandlerName>> = {
  button: "button_handler",
  form: "form_submit_handler",
  widget_button: "widget_button_handler",
};
