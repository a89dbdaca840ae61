/** What makes a function run. */
export const functionTypes = ["button", "form", "widget_button"] as const;

/** One of them; it cannot be changed after creation. */
export type FunctionType = (typeof functionTypes)[number];

/** What a webhook function may be told; `attachments` and `location` are not for functions. */
export const functionPermissions = ["chat", "message", "user"] as const;

/** One of them. */
export type FunctionPermission = (typeof functionPermissions)[number];

/** Which functions may have which handler, and what each may be told (the document's table of permissions). */
export const handlerTypes = {
  button_handler: { of: "button", permissions: ["chat", "message", "user"] },
  form_submit_handler: { of: "form", permissions: ["chat", "message", "user"] },
  form_change_handler: { of: "form", permissions: ["chat", "user"] },
  form_dynamic_select_handler: { of: "form", permissions: ["chat", "user"] },
  form_view_handler: { of: "form", permissions: ["user"] },
  widget_button_handler: { of: "widget_button", permissions: ["user"] },
} as const satisfies Record<string, { of: FunctionType; permissions: readonly FunctionPermission[] }>;

/** The name of a handler. */
export type FunctionHandlerType = keyof typeof handlerTypes;

/** All of them. */
export const handlerTypeNames = Object.keys(handlerTypes) as readonly FunctionHandlerType[];

/** The handler a function has from its creation on; that of `widget_button` is INFERRED (no answer is printed). */
export const mainHandlers: Readonly<Record<FunctionType, FunctionHandlerType>> = {
  button: "button_handler",
  form: "form_submit_handler",
  widget_button: "widget_button_handler",
};
