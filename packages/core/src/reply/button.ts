import { ReplyLimitExceeded } from "../errors/reply-limit-exceeded.ts";
import { cleanText } from "./neutralise.ts";
import { replyLimits } from "./limits.ts";

/** A call Cliq itself makes for the person: `audiocall/{zuid}`, `startchat/{zuid}` and their kin. */
export type SystemCall = `${"audiocall" | "videocall" | "startchat" | "invite"}/${string}` | "locationpermission";

/** What happens on a press. Functions (`invoke.function`) are not among them yet. */
type ButtonAction =
  | { readonly type: "open.url"; readonly data: { readonly web: string } }
  | { readonly type: "copy"; readonly data: { readonly text: string } }
  | { readonly type: "system.api"; readonly data: { readonly api: SystemCall } };

/** A button under a message. */
export interface Button {
  readonly label: string;
  readonly type: "+" | "-";
  readonly hint?: string;
  readonly action: ButtonAction;
}

interface Look {
  /** "+" (default) is the affirmative colour, "-" the warning one. */
  readonly tone?: "+" | "-";
  readonly hint?: string;
}

const openable = /^(?:https?:\/\/|tel:|sms:|sip:)/i;

/** A button that opens an address (http, https, tel, sms or sip; at most 256 characters). */
export function openUrl(label: string, url: string, look: Look = {}): Button {
  if (!openable.test(url)) throw new ReplyLimitExceeded("A button opens http, https, tel, sms or sip addresses only.");
  return toButton(label, { type: "open.url", data: { web: within(url, "Button address", replyLimits.openUrl) } }, look);
}

/** A button that copies text (at most 200 characters) as it is. */
export function copyText(label: string, text: string, look: Look = {}): Button {
  return toButton(label, { type: "copy", data: { text: within(text, "Text to copy", replyLimits.copyText) } }, look);
}

/** A button that makes one of Cliq's own calls. */
export function systemCall(label: string, api: SystemCall, look: Look = {}): Button {
  return toButton(label, { type: "system.api", data: { api } }, look);
}

function toButton(label: string, action: ButtonAction, look: Look): Button {
  return {
    label: within(cleanText(label), "Button label", replyLimits.buttonLabel),
    type: look.tone ?? "+",
    ...(look.hint === undefined ? {} : { hint: within(cleanText(look.hint), "Button hint", replyLimits.buttonHint) }),
    action,
  };
}

function within(value: string, part: string, limit: number): string {
  if (value.length > 0 && value.length <= limit) return value;
  throw new ReplyLimitExceeded(`${part} has ${value.length} characters; Cliq allows 1 to ${limit}.`);
}
