import type * as z from "zod";
import type { EventHandler } from "../functions/handler-names.ts";
import { schemaOfReply } from "./handler-replies.ts";

/** Something of a reply that Cliq cannot show. */
export interface ReplyProblem {
  /** Where it is, such as `buttons[0].label`; empty for the whole reply. */
  readonly path: string;
  /** The whole sentence. */
  readonly sentence: string;
}

/** A sentence on why Cliq cannot show this reply of a handler, or nothing. */
export function problemOfOutput(output: unknown, handler: EventHandler = "execution_handler"): string | undefined {
  return problemsOfOutput(output, handler)[0]?.sentence;
}

/**
 * Everything of a reply that Cliq cannot show; a message action's unless another handler is named. An empty string shows nothing, rightly.
 * Where two of Zoho's documents differ, the smaller limit counts; that those for posting bind replies is INFERRED. Keys that
 * no document names pass: what Cliq does with them is UNKNOWN. Sources:
 * https://www.zoho.com/cliq/help/restapi/v3/messageformat/, …/messagecards/, …/buttons/ and
 * https://www.zoho.com/cliq/help/platform/cliq-forms.html
 */
export function problemsOfOutput(output: unknown, handler: EventHandler = "execution_handler"): ReplyProblem[] {
  if (output === "") return [];
  if (typeof output !== "object" || output === null || Array.isArray(output))
    return [{ path: "", sentence: "The reply is neither an object nor an empty string." }];
  const checked = schemaOfReply(output as Readonly<Record<string, unknown>>, handler);
  return "refusal" in checked
    ? [{ path: "type", sentence: checked.refusal }]
    : problemsOf(checked.what, checked.schema, output);
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
