import * as z from "zod";
import {
  anyText,
  checkPart,
  checkTwins,
  fields,
  list,
  oneOf,
  text,
  tooMany,
  trueOrFalse,
  wholeNumber,
} from "./reply-fields.ts";

/** A banner: https://www.zoho.com/cliq/help/platform/cliq-banner.html */
export const bannerSchema = fields({ status: oneOf("success", "failure"), text: text(Infinity) });

/** What can be chosen in an input. */
export const plainOption = (valueChars: number) =>
  fields({ label: text(100), value: text(valueChars).optional(), thumbnail: text(500).optional() });
/** One that may be a group of others. */
const option = plainOption(100).extend({ options: list(plainOption(100), 100, "options").optional() });

/** What else each type of input has. */
export const inputTypes: Readonly<Record<string, z.ZodRawShape>> = {
  text: {
    format: oneOf("email", "tel", "url", "password").optional(),
    max_length: wholeNumber(1, 100).optional(),
    value: z
      .string({ error: "must be a text." })
      .max(100, { error: ({ input }) => tooMany((input as string).length, "characters", 100) })
      .optional(),
  },
  textarea: {},
  select: {
    options: list(option, 100, "options"),
    multiple: trueOrFalse.optional(),
    max_selections: wholeNumber(1, 100).optional(),
  },
  radio: { options: list(plainOption(50), 5, "options").min(2, "must be two or more.") },
  checkbox: {
    // https://www.zoho.com/cliq/help/platform/cliq-forms/input-checkbox.html
    options: list(plainOption(50), 5, "options").min(1, "must be one or more."),
    max_selections: wholeNumber(1, 5).optional(),
  },
  file: { max_size: wholeNumber(1, 51_200).optional() },
  native_select: {
    data_source: oneOf("channels", "conversations", "teams", "contacts"),
    multiple: trueOrFalse.optional(),
  },
  dynamic_select: {
    multiple: trueOrFalse.optional(),
    auto_search_min_results: wholeNumber(0, 100).optional(),
    min_characters: wholeNumber(0, 100).optional(),
  },
  hidden: { value: anyText.optional() },
  toggle: { value: trueOrFalse.optional() },
  ...Object.fromEntries(
    ["datetime", "location", "number", "date", "catalogue", "phone_number"].map((type) => [type, {}]),
  ),
};

/** One input of a form. */
export const inputSchema = fields({
  type: oneOf(...Object.keys(inputTypes)),
  name: text(50).regex(/^[\w-]+$/, "must be letters, digits, - and _."),
  label: text(50).optional(),
  hint: text(100).optional(),
  placeholder: text(100).optional(),
  mandatory: trueOrFalse.optional(),
  disabled: trueOrFalse.optional(),
  trigger_on_change: trueOrFalse.optional(),
}).superRefine((given, context) => {
  const { type, label } = given;
  // Zoho's own sample of a hidden input has none.
  if (label === undefined && type !== "hidden")
    context.addIssue({ code: "custom", message: "is missing.", path: ["label"] });
  checkPart(context, fields(inputTypes[type] ?? {}), given);
});

const invocation = fields({
  type: oneOf("invoke.function"),
  name: text(Infinity),
  mode: oneOf("immediate", "confirm").optional(),
});

/** A form. */
export const formSchema = fields({
  title: text(Infinity),
  name: text(50),
  hint: anyText.optional(),
  version: wholeNumber(1, 1).optional(),
  mode: oneOf("kiosk", "classic").optional(),
  trigger_on_cancel: trueOrFalse.optional(),
  button_label: text(Infinity).optional(),
  inputs: list(inputSchema, 25, "inputs")
    .min(1, "must be one or more.")
    .superRefine((inputs, context) =>
      checkTwins(
        context,
        inputs.map(({ name }) => name),
        (index) => [index, "name"],
      ),
    ),
  action: invocation.optional(),
  actions: fields({ submit: invocation, cancel: invocation.optional() }).optional(),
}).refine(
  (form) => form.action !== undefined || form.actions !== undefined,
  "needs an action with the name of a function.",
);
