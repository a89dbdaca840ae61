import { replyJson } from "../reply/envelope.ts";
import type { Reply } from "../reply/reply.ts";
import { fillSlots, type Slot } from "../reply/slots.ts";

/** What Cliq's `output` holds for a button. */
interface ButtonOutput {
  readonly label: string;
  readonly type: "+" | "-";
  readonly hint?: string;
  readonly key?: string;
  readonly action: {
    readonly type: string;
    readonly data: Readonly<Record<string, string>>;
    readonly confirm?: Readonly<Record<string, string>>;
  };
}

/** What Cliq's `output` holds for a reply. */
export interface ReplyOutput {
  readonly type?: "banner";
  readonly status?: "success" | "failure";
  readonly text: string;
  readonly card?: {
    readonly title: string;
    readonly theme: string;
    readonly thumbnail?: string;
    readonly options?: readonly { readonly text: string }[];
    readonly sections?: readonly {
      readonly title?: string;
      readonly fields: readonly { readonly title: string; readonly value: string }[];
    }[];
  };
  readonly slides?: readonly {
    readonly type: string;
    readonly title?: string;
    readonly data: unknown;
    readonly styles?: Readonly<Record<string, unknown>>;
  }[];
  readonly buttons?: readonly ButtonOutput[];
  readonly bot?: { readonly name: string; readonly image?: string };
  /** The buttons within the text, by the number that stands there. */
  readonly references?: Readonly<Record<string, { readonly type: "button"; readonly object: ButtonOutput }>>;
}

function fillPlainly(slot: Slot): string | object {
  if ("sealed" in slot) return JSON.stringify(slot.sealed);
  return "calls" in slot ? { name: slot.functionName } : slot.functionName;
}

/**
 * A reply as Cliq receives it, for tests: `expect(outputOf(reply)).toMatchObject({ text: "Done" })`. What is sealed at run
 * time is its own JSON here, and buttons and forms go by their declared names.
 */
export function outputOf(reply: Reply): ReplyOutput {
  const filled = fillSlots(reply, fillPlainly);
  return JSON.parse(replyJson(filled)) as ReplyOutput;
}
