import { replyJson } from "../reply/envelope.ts";
import type { Reply } from "../reply/reply.ts";
import { fillSlots } from "../reply/slots.ts";

/** What Cliq's `output` holds for a reply. */
export interface ReplyOutput {
  readonly type?: "banner";
  readonly status?: "success" | "failure";
  readonly text: string;
  readonly card?: { readonly title: string; readonly theme: string; readonly thumbnail?: string };
  readonly slides?: readonly { readonly type: string; readonly title?: string; readonly data: unknown }[];
  readonly buttons?: readonly {
    readonly label: string;
    readonly type: "+" | "-";
    readonly hint?: string;
    readonly action: { readonly type: string; readonly data: Readonly<Record<string, string>> };
  }[];
}

/**
 * A reply as Cliq receives it, for tests: `expect(outputOf(reply)).toMatchObject({ text: "Done" })`. What is sealed at run
 * time is its own JSON here, and buttons and forms go by their declared names.
 */
export function outputOf(reply: Reply): ReplyOutput {
  const filled = fillSlots(reply, (slot) => ("sealed" in slot ? JSON.stringify(slot.sealed) : slot.functionName));
  return JSON.parse(replyJson(filled)) as ReplyOutput;
}
