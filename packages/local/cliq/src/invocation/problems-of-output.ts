import type * as z from "zod";
import { bannerSchema, formSchema } from "./form-schema.ts";
import { messageSchema } from "./message-schema.ts";

/** Something of a reply that Cliq cannot show. */
export interface ReplyProblem {
  /** Where it is, such as `buttons[0].label`; empty for the whole reply. */
  readonly path: string;
  /** The whole sentence. */
  readonly sentence: string;
}

/** A sentence on why Cliq cannot show this reply of a message action, or nothing. */
export function problemOfOutput(output: unknown): string | undefined {
  return problemsOfOutput(output)[0]?.sentence;
}

/**
 * Everything of a reply of a message action that Cliq cannot show. An empty string shows nothing, rightly.
 * Where two of Zoho's documents differ, the smaller limit counts; that those for posting bind replies is INFERRED. Keys that
 * no document names pass: what Cliq does with them is UNKNOWN. Sources:
 * https://www.zoho.com/cliq/help/restapi/v3/messageformat/, …/messagecards/, …/buttons/ and
 * https://www.zoho.com/cliq/help/platform/cliq-forms.html
 */
export function problemsOfOutput(output: unknown): ReplyProblem[] {
  if (output === "") return [];
  if (typeof output !== "object" || output === null || Array.isArray(output))
    return [{ path: "", sentence: "The reply is neither an object nor an empty string." }];
  const { type } = output as { readonly type?: unknown };
  if (type === "banner") return problemsOf("banner", bannerSchema, output);
  if (type === "form") return problemsOf("form", formSchema, output);
  if (type === undefined || type === "text") return problemsOf("message", messageSchema, output);
  const word = JSON.stringify(type);
  const sentence = `A message action cannot reply with the type ${word}, only with a message, a banner or a form.`;
  return [{ path: "type", sentence }];
}

function problemsOf(what: string, schema: z.ZodType, output: object): ReplyProblem[] {
  return (schema.safeParse(output).error?.issues ?? []).map(({ path: steps, message }) => {
    const path = steps
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
      .join("")
      .replace(/^\./u, "");
    return { path, sentence: `The ${what}${path === "" ? "" : `'s ${path}`} ${message}` };
  });
}
