import { InvalidReply } from "../errors/invalid-reply.ts";
import { cleanText } from "../reply/neutralise.ts";
import { cutText } from "../text/cut-text.ts";
import { type FormInput, toChoice } from "./form-input.ts";
import { formLimits } from "./form-limits.ts";

/**
 * A field on the wire. `mandatory` is always said, because its default differs from type to type. `hint` of a field is
 * documented and left out: a public form guide saw forms with it fail (docs/cliq.md), and `placeholder` says as much.
 */
export function toWireInput(name: string, input: FormInput | undefined, value?: unknown): object {
  if (input === undefined) throw new InvalidReply(`The form has no field "${name}".`);
  const held = value === undefined ? {} : { value: toWireValue(name, input, value) };
  if (input.type === "hidden") return { type: "hidden", name, ...held };
  const { type, label, placeholder, optional = false, later: _later, triggerOnChange, disabled, ...own } = input;
  return {
    type,
    name,
    label,
    ...(placeholder === undefined ? {} : { placeholder }),
    mandatory: type === "toggle" ? false : !optional,
    ...(triggerOnChange ? { trigger_on_change: true } : {}),
    ...(disabled ? { disabled: true } : {}),
    ...toOwn(own),
    ...held,
  };
}

/** Attributes of one type alone, in the wire's words. */
const wireNames: Readonly<Record<string, string>> = {
  maxLength: "max_length",
  maxSelections: "max_selections",
  dataSource: "data_source",
  maxSizeKb: "max_size",
};

function toOwn(own: object): object {
  const entries = Object.entries(own).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]: [string, unknown]) => [
      wireNames[name] ?? name,
      name === "options" ? (value as Parameters<typeof toChoice>[0][]).map(toChoice) : value,
    ]),
  );
}

/** INFERRED, in this one place: several values are one text with commas, as the page on checkboxes has it. */
function toWireValue(name: string, input: FormInput, value: unknown): unknown {
  if (typeof value === "boolean" && input.type === "toggle") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map((one) => String(one)).join(",");
  if (typeof value !== "string") throw new InvalidReply(`The field "${name}" cannot hold such a value from the start.`);
  if (input.type === "textarea") return cutText(cleanText(value), formLimits.textareaChars);
  if (input.type !== "text") return value;
  const line = cleanText(value).replaceAll(/\s+/gu, " ").trim();
  return cutText(line, Math.min(formLimits.textChars, input.maxLength ?? formLimits.textChars));
}
