import type * as z from "zod";
import type { EventHandler } from "../functions/handler-names.ts";
import { formErrorSchema, formModificationSchema, optionsSchema } from "./form-reply-schema.ts";
import { bannerSchema, formSchema } from "./form-schema.ts";
import { messageSchema } from "./message-schema.ts";

/** What a reply can be, and how each is checked. */
const replySchemas = {
  message: messageSchema,
  banner: bannerSchema,
  form: formSchema,
  // It takes the place of the message, so it is checked as one.
  message_edit: messageSchema,
  form_error: formErrorSchema,
  form_modification: formModificationSchema,
  options: optionsSchema,
} as const satisfies Record<string, z.ZodType>;

/** One of these. */
type ReplyKind = keyof typeof replySchemas;

/**
 * What each handler may reply with (CONFIRMED: responses page, Python SDK). INFERRED: a form's errors come from its
 * submission alone, and a view gives a form. UNKNOWN: what a button of a widget may.
 */
const repliesOf: Readonly<Record<EventHandler, { readonly called: string; readonly may: readonly ReplyKind[] }>> = {
  execution_handler: { called: "A message action", may: ["message", "banner", "form"] },
  button_handler: { called: "A button", may: ["message", "banner", "form", "message_edit"] },
  form_submit_handler: { called: "A submitted form", may: ["message", "banner", "form", "message_edit", "form_error"] },
  form_change_handler: { called: "A form that changes", may: ["form_modification"] },
  form_dynamic_select_handler: { called: "A dynamic select", may: ["options"] },
  form_view_handler: { called: "A form's view", may: ["form"] },
  widget_button_handler: { called: "A button of a widget", may: ["message", "banner", "form"] },
};

/** How a reply of this type is checked, and what it is called; a sentence when the handler cannot reply with it. */
export function schemaOfReply(
  output: Readonly<Record<string, unknown>>,
  handler: EventHandler,
): { readonly what: string; readonly schema: z.ZodType } | { readonly refusal: string } {
  const kind = kindOf(output, handler);
  const { called, may } = repliesOf[handler];
  const known = may.find((one) => one === kind);
  if (known === undefined)
    return { refusal: `${called} cannot reply with the type ${JSON.stringify(kind)}, only with ${listOf(may)}.` };
  return { what: known.replace("_", " "), schema: replySchemas[known] };
}

function kindOf({ type }: Readonly<Record<string, unknown>>, handler: EventHandler): unknown {
  // Options have no type (CONFIRMED: Python SDK).
  if (type === undefined && handler === "form_dynamic_select_handler") return "options";
  return type === undefined || type === "text" ? "message" : type;
}

function listOf(kinds: readonly ReplyKind[]): string {
  const words: Readonly<Record<ReplyKind, string>> = {
    message: "a message",
    banner: "a banner",
    form: "a form",
    message_edit: "an edit of the message",
    form_error: "errors of the form",
    form_modification: "changes of the form",
    options: "options",
  };
  return kinds
    .map((kind) => words[kind])
    .join(", ")
    .replace(/, ([^,]+)$/u, " or $1");
}
