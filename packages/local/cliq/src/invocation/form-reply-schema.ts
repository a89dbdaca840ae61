import * as z from "zod";
import { inputSchema, plainOption } from "./form-schema.ts";
import { fields, list, oneOf, text } from "./reply-fields.ts";

/** What is wrong with a submitted form: a sentence, and one for each input that is wrong. */
export const formErrorSchema = fields({
  text: text(5_000).optional(),
  inputs: z.record(z.string(), text(5_000), { error: "must be an object." }).optional(),
}).refine(
  (errors) => errors.text !== undefined || Object.keys(errors.inputs ?? {}).length > 0,
  "needs a text, or an error of an input.",
);

const changes = ["remove", "clear", "enable", "disable", "update", "add_before", "add_after"] as const;

const change = fields({
  type: oneOf(...changes),
  name: text(50),
  input: inputSchema.optional(),
}).superRefine(({ type, input }, context) => {
  const brings = type === "update" || type === "add_before" || type === "add_after";
  if (brings && input === undefined) context.addIssue({ code: "custom", message: "is missing.", path: ["input"] });
});

/** What becomes of a form whose value changed; of two spellings of its list, the one that is in use. */
export const formModificationSchema = fields({ actions: list(change, 25, "actions") });

/** What a dynamic select offers. */
export const optionsSchema = fields({ options: list(plainOption(100), 100, "options") });
