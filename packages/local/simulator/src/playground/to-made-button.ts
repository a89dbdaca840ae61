import {
  type Button,
  confirmation,
  copyText,
  InvalidReply,
  openUrl,
  openUrlByDevice,
  previewUrl,
  systemCall,
} from "@cliq-actions/core";
import { toFields } from "../page/reply/fields.ts";
import { call, type Made, optionsOf, plain } from "./made.ts";

/** The builder's call for a button as it stands in a reply. */
export function toMadeButton(value: unknown): Made<Button> {
  const { label: words, type, hint, key, action } = toFields(value);
  const { type: kind, data, confirm } = toFields(action);
  const options = {
    ...(type === "-" && { tone: plain("-") }),
    ...(hint !== undefined && { hint: plain(hint) }),
    ...(key !== undefined && { key: plain(key) }),
    ...(confirm !== undefined && { confirm: call("confirmation", confirmation, [plain(toQuestion(confirm))]) }),
  };
  const more = Object.keys(options).length > 0 ? [optionsOf(options)] : [];
  const fields = toFields(data);
  if (kind === "open.url" && Object.keys(fields).join() !== "web")
    return call("openUrlByDevice", openUrlByDevice, [plain(words), plain(fields), ...more]);
  const made = builders[String(kind)];
  if (made === undefined)
    throw new InvalidReply(`There is no builder for buttons of the type ${JSON.stringify(kind)}.`);
  return call(made.name, made.builder, [plain(words), plain(fields[made.key]), ...more]);
}

function toQuestion(confirm: unknown): object {
  const { button_label: buttonLabel, cancel_button_label: cancelButtonLabel, mandatory, ...rest } = toFields(confirm);
  return {
    ...rest,
    buttonLabel,
    ...(cancelButtonLabel !== undefined && { cancelButtonLabel }),
    ...(mandatory !== undefined && { mandatory: mandatory === "true" }),
  };
}

const builders: Readonly<
  Record<string, { name: string; key: string; builder: (...values: never[]) => Button } | undefined>
> = {
  "open.url": { name: "openUrl", key: "web", builder: openUrl },
  "preview.url": { name: "previewUrl", key: "url", builder: previewUrl },
  copy: { name: "copyText", key: "text", builder: copyText },
  "system.api": { name: "systemCall", key: "api", builder: systemCall },
};
