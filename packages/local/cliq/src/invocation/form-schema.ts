import * as z from "zod";
import { anyText, checkPart, fields, list, oneOf, text, tooMany } from "./reply-fields.ts";

/** A banner: https://www.zoho.com/cliq/help/platform/cliq-banner.html */
export const bannerSchema = fields({ status: oneOf("success", "failure"), text: text(Infinity) });

const option = (valueChars: number) =>
  fields({ label: text(100), value: text(valueChars).optional(), options: z.array(z.unknown()).optional() });
const atMostFive = z.number().max(5, "must be at most 5.");

/** What else each type of input has. */
const inputTypes: Readonly<Record<string, z.ZodRawShape>> = {
  text: {
    format: oneOf("email", "tel", "url", "password").optional(),
    max_length: z.coerce.number().max(100, "must be at most 100.").optional(),
    value: z
      .string()
      .max(100, { error: ({ input }) => tooMany((input as string).length, "characters", 100) })
      .optional(),
  },
  textarea: {},
  select: { options: list(option(100), 100, "options") },
  radio: { options: list(option(50), 5, "options").min(2, "must be two or more.") },
  checkbox: {
    options: list(option(100), 5, "options").min(1, "must be one or more."),
    max_selections: atMostFive.optional(),
  },
  file: { max_size: z.coerce.number().min(1).max(51_200, "must be at most 51200.").optional() },
  native_select: { data_source: oneOf("channels", "conversations", "teams", "contacts") },
  ...Object.fromEntries(
    ["datetime", "location", "number", "date", "dynamic_select", "hidden", "catalogue", "toggle", "phone_number"].map(
      (type) => [type, {}],
    ),
  ),
};

const input = fields({
  type: oneOf(...Object.keys(inputTypes)),
  name: text(50).regex(/^[\w-]+$/, "must be letters, digits, - and _."),
  label: text(50).optional(),
  hint: text(100).optional(),
  placeholder: text(100).optional(),
}).superRefine((given, context) => {
  const { type, label } = given;
  // Zoho's own sample of a hidden input has none.
  if (label === undefined && type !== "hidden")
    context.addIssue({ code: "custom", message: "is missing.", path: ["label"] });
  checkPart(context, fields(inputTypes[type] ?? {}), given);
});

const invocation = fields({ type: oneOf("invoke.function"), name: text(Infinity) });

/** A form. */
export const formSchema = fields({
  title: text(Infinity),
  name: text(50),
  hint: anyText.optional(),
  button_label: text(Infinity).optional(),
  inputs: list(input, 25, "inputs").min(1, "must be one or more."),
  action: invocation.optional(),
  actions: fields({ submit: invocation, cancel: invocation.optional() }).optional(),
}).refine(
  (form) => form.action !== undefined || form.actions !== undefined,
  "needs an action with the name of a function.",
);
