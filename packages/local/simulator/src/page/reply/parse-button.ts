import type { DrawnButton } from "./drawing.ts";
import { toFields, toText } from "./fields.ts";

/** Reads one button of an answer (protocol page 3.3). */
export function parseButton(value: unknown): DrawnButton {
  const button = toFields(value);
  const action = toFields(button["action"]);
  const hint = toText(button["hint"]);
  return {
    label: toText(button["label"]),
    warning: button["type"] === "-",
    ...(hint === "" ? {} : { hint }),
    // A function is called with what was written: whoever calls it asks.
    ...(action["confirm"] !== undefined && action["type"] !== "invoke.function" && { confirm: action["confirm"] }),
    action: parseAction(toText(action["type"]), toFields(action["data"]), value),
  };
}

function parseAction(type: string, data: Readonly<Record<string, unknown>>, source: unknown): DrawnButton["action"] {
  // A browser has the address for the web; where there is none, the first of the others.
  const url = toText(data["web"] ?? data["url"] ?? data["windows"] ?? data["iOS"] ?? data["android"]);
  if (type === "preview.url" && /^https?:\/\//i.test(url)) return { kind: "preview", url };
  if (type === "open.url" && /^(?:https?:\/\/|tel:|sms:|sip:)/i.test(url)) return { kind: "open", url };
  if (type === "copy") return { kind: "copy", text: toText(data["text"]) };
  if (type === "system.api") return { kind: "system", api: toText(data["api"]) };
  if (type === "invoke.function") return { kind: "function", name: toText(data["name"]), source };
  return { kind: "other", type };
}
