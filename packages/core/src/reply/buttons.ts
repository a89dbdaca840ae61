import { InvalidReply } from "../errors/invalid-reply.ts";
import { cutText } from "../text/cut-text.ts";
import type { Button } from "./button.ts";
import { expectText } from "./fit-plain.ts";
import { previewUrlChars, replyLimits } from "./limits.ts";
import { type ButtonOptions, toButton } from "./to-button.ts";
import { isPlainAddress, isWebAddress } from "./web-address.ts";

/**
 * A call Cliq itself makes for the person: `audiocall/{zuid}`, `startchat/{zuid}` and their kin. `joinchannel/{id}` and
 * `set_reminder` are in Zoho's SDK alone.
 */
export type SystemCall =
  | `${"audiocall" | "videocall" | "startchat" | "invite" | "joinchannel"}/${string}`
  | "locationpermission"
  | "set_reminder";

/** Where a button leads on each kind of device. */
export interface DeviceAddresses {
  readonly web?: string;
  readonly windows?: string;
  readonly iOS?: string;
  readonly android?: string;
}

const devices = ["web", "windows", "iOS", "android"] as const;

/** A button that opens an address (http, https, tel, sms or sip; at most 256 characters, because no part of one will do). */
export function openUrl(label: string, url: string, options: ButtonOptions = {}): Button {
  return toButton(label, JSON.stringify({ type: "open.url", data: { web: openable(url) } }), options);
}

/** A button that opens an address of its own on each kind of device; at least one is given, and each is as in {@link openUrl}. */
export function openUrlByDevice(label: string, addresses: DeviceAddresses, options: ButtonOptions = {}): Button {
  const given = devices.flatMap((device) => {
    const url = addresses[device];
    return url === undefined ? [] : [[device, openable(url)] as const];
  });
  if (given.length === 0) throw new InvalidReply(`A button opens an address on one of ${devices.join(", ")} at least.`);
  return toButton(label, JSON.stringify({ type: "open.url", data: Object.fromEntries(given) }), options);
}

/**
 * A button that shows a web page inside Cliq, such as a video (http or https, at most 500 characters). The address stands
 * under `url`: one page of Zoho's says so, and another says `web`; INFERRED, in this one place.
 */
export function previewUrl(label: string, url: string, options: ButtonOptions = {}): Button {
  if (!isWebAddress(url, /^https?:\/\//i))
    throw new InvalidReply("A button previews whole http or https addresses only.");
  checkLength(url, previewUrlChars);
  return toButton(label, JSON.stringify({ type: "preview.url", data: { url } }), options);
}

/** A button that copies text as it is, cut at 200 characters. */
export function copyText(label: string, text: string, options: ButtonOptions = {}): Button {
  const copied = expectText(text, "Text to copy").toWellFormed();
  if (copied === "") throw new InvalidReply("Text to copy must not be empty.");
  const data = { text: cutText(copied, replyLimits.copyTextChars) };
  return toButton(label, JSON.stringify({ type: "copy", data }), options);
}

/** A button that makes one of Cliq's own calls. */
export function systemCall(label: string, api: SystemCall, options: ButtonOptions = {}): Button {
  const known =
    /^(?:(?:audiocall|videocall|startchat|invite|joinchannel)\/[\w.-]+|locationpermission|set_reminder)$/.test(
      expectText(api, "A system call"),
    );
  if (!known) {
    throw new InvalidReply('A system call is "locationpermission", or such as "audiocall/" and a person\'s ZUID.');
  }
  return toButton(label, JSON.stringify({ type: "system.api", data: { api } }), options);
}

function openable(url: string): string {
  const isOpenable = isWebAddress(url, /^https?:\/\//i) || (isPlainAddress(url) && /^(?:tel|sms|sip):./i.test(url));
  if (!isOpenable) throw new InvalidReply("A button opens whole http, https, tel, sms or sip addresses only.");
  checkLength(url, replyLimits.openUrlChars);
  return url;
}

function checkLength(url: string, most: number): void {
  if (url.length <= most) return;
  throw new InvalidReply(`A button's address has ${url.length} characters; Cliq allows ${most}.`);
}
