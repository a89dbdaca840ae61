import type { DrawnButton } from "./drawing.ts";
import { toFields, toWords } from "./fields.ts";

/** Reads one button of an answer (protocol page 3.3). */
export function parseButton(value: unknown): DrawnButton {
  const button = toFields(value);
  const action = toFields(button["action"]);
  const hint = toWords(button["hint"]);
  return {
    label: toWords(button["label"]),
    warning: button["type"] === "-",
    ...(hint === "" ? {} : { hint }),
    press: parsePress(toWords(action["type"]), toFields(action["data"])),
  };
}

function parsePress(type: string, data: Readonly<Record<string, unknown>>): DrawnButton["press"] {
  const url = toWords(data["web"]);
  if (type === "open.url" && /^(?:https?:\/\/|tel:|sms:|sip:)/i.test(url)) return { kind: "open", url };
  if (type === "copy") return { kind: "copy", text: toWords(data["text"]) };
  if (type === "system.api") return { kind: "system", api: toWords(data["api"]) };
  return { kind: "other", type };
}
