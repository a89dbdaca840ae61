import type * as z from "zod";
import { bannerSchema, formSchema } from "./form-schema.ts";
import { messageSchema } from "./message-schema.ts";

/**
 * A sentence on why Cliq cannot show this reply of a message action, or nothing. An empty string shows nothing, rightly.
 * Where two of Zoho's documents differ, the smaller limit counts; that those for posting bind replies is INFERRED. Keys that
 * no document names pass: what Cliq does with them is UNKNOWN. Sources:
 * https://www.zoho.com/cliq/help/restapi/v3/messageformat/, …/messagecards/, …/buttons/ and
 * https://www.zoho.com/cliq/help/platform/cliq-forms.html
 */
export function problemOfOutput(output: unknown): string | undefined {
  if (output === "") return undefined;
  if (typeof output !== "object" || output === null || Array.isArray(output))
    return "The reply is neither an object nor an empty string.";
  const { type } = output as { readonly type?: unknown };
  if (type === "banner") return problemOf("banner", bannerSchema, output);
  if (type === "form") return problemOf("form", formSchema, output);
  if (type === undefined || type === "text") return problemOf("message", messageSchema, output);
  return `A message action cannot reply with the type ${JSON.stringify(type)}, only with a message, a banner or a form.`;
}

function problemOf(what: string, schema: z.ZodType, output: object): string | undefined {
  const [first] = schema.safeParse(output).error?.issues ?? [];
  if (first === undefined) return undefined;
  const path = first.path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return `The ${what}${path === "" ? "" : `'s ${path.slice(1)}`} ${first.message}`;
}
