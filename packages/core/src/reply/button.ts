import { InvalidReply } from "../errors/invalid-reply.ts";
import { cutText } from "../text/cut-text.ts";
import { isBlank } from "../text/is-blank.ts";
import { describeValue } from "./describe-value.ts";
import { replyLimits } from "./limits.ts";
import { cleanText } from "./neutralise.ts";
import { isPlainAddress, isWebAddress } from "./web-address.ts";

/** A call Cliq itself makes for the person: `audiocall/{zuid}`, `startchat/{zuid}` and their kin. */
export type SystemCall = `${"audiocall" | "videocall" | "startchat" | "invite"}/${string}` | "locationpermission";

/** How a button looks. */
export interface ButtonOptions {
  /** "+" (default) is the affirmative colour, "-" the warning one. */
  readonly tone?: "+" | "-";
  /** Shown while the pointer rests on it; cut at 100 characters. */
  readonly hint?: string;
}

/**
 * A [button](https://www.zoho.com/cliq/help/restapi/v3/) under a message: an opaque value that only {@link openUrl},
 * {@link copyText} and {@link systemCall} make. Functions (`invoke.function`) are not among them yet.
 */
export class Button {
  readonly #json: string;
  /** What two buttons are compared by. */
  protected readonly json: string;

  /** `json` is its wire form. */
  constructor(json: string) {
    this.#json = json;
    this.json = json;
    Object.freeze(this);
  }

  /** Its wire form; undefined for any value that no builder made. */
  static jsonOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null && #json in value ? value.#json : undefined;
  }
}

/** A button that opens an address (http, https, tel, sms or sip; at most 256 characters, because no part of one will do). */
export function openUrl(label: string, url: string, options: ButtonOptions = {}): Button {
  const isOpenable = isWebAddress(url, /^https?:\/\//i) || (isPlainAddress(url) && /^(?:tel|sms|sip):./i.test(url));
  if (!isOpenable) throw new InvalidReply("A button opens whole http, https, tel, sms or sip addresses only.");
  if (url.length > replyLimits.openUrlChars) {
    throw new InvalidReply(`A button's address has ${url.length} characters; Cliq allows ${replyLimits.openUrlChars}.`);
  }
  return toButton(label, { type: "open.url", data: { web: url } }, options);
}

/** A button that copies text as it is, cut at 200 characters. */
export function copyText(label: string, text: string, options: ButtonOptions = {}): Button {
  const copied = plain(text, "Text to copy").toWellFormed();
  if (copied === "") throw new InvalidReply("Text to copy must not be empty.");
  return toButton(label, { type: "copy", data: { text: cutText(copied, replyLimits.copyTextChars) } }, options);
}

/** A button that makes one of Cliq's own calls. */
export function systemCall(label: string, api: SystemCall, options: ButtonOptions = {}): Button {
  if (!/^(?:(?:audiocall|videocall|startchat|invite)\/[\w.-]+|locationpermission)$/.test(plain(api, "A system call"))) {
    throw new InvalidReply('A system call is "locationpermission", or such as "audiocall/" and a person\'s ZUID.');
  }
  return toButton(label, { type: "system.api", data: { api } }, options);
}

function toButton(label: string, action: object, { tone = "+", hint }: ButtonOptions): Button {
  if (tone !== "+" && tone !== "-") throw new InvalidReply('A button\'s tone is "+" or "-".');
  const shown = cleanText(plain(label, "Button label")).trim();
  if (isBlank(shown)) throw new InvalidReply("Button label must not be empty.");
  const help = hint === undefined ? "" : cleanText(plain(hint, "Button hint")).trim();
  return new Button(
    JSON.stringify({
      label: cutText(shown, replyLimits.buttonLabelChars),
      type: tone,
      ...(isBlank(help) ? {} : { hint: cutText(help, replyLimits.buttonHintChars) }),
      action,
    }),
  );
}

function plain(value: unknown, part: string): string {
  if (typeof value === "string") return value;
  throw new InvalidReply(`${part} must be a string, not ${describeValue(value)}.`);
}
