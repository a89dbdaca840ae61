import type { FormValues, UsedForm, UsedInput } from "./function-use.ts";

/**
 * The values of a form as an event carries them. CONFIRMED (Templates, public extensions): words as a text, a choice as
 * `{label, value}`. UNKNOWN, and chosen here and nowhere else: several choices, as a list of such; yes and no, as `true` and
 * `false`; a place, as a message's location; files, as a list like that of attachments; dates and numbers, as texts; what
 * has no value is not there. The world with plain values has texts for all of them.
 */
export function toWireValues(
  { inputs }: Pick<UsedForm, "inputs">,
  values: FormValues,
  style: "objects" | "plain",
  offerFile: (given: unknown) => object,
): Record<string, unknown> {
  const entries = inputs.map((input): [string, unknown] => {
    const told = values[input.name];
    const given = input.type === "file" && !isEmpty(told) ? [told].flat().map(offerFile) : told;
    return [input.name, isEmpty(given) ? given : toWireValue(input, given, style)];
  });
  const told =
    style === "plain" ? entries.map(([name, value]) => [name, isEmpty(value) ? "" : value] as const) : entries;
  return Object.fromEntries(told.filter(([, value]) => style === "plain" || !isEmpty(value)));
}

/** Whether nothing was put into an input. */
export function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0);
}

function toWireValue(input: UsedInput, given: unknown, style: "objects" | "plain"): unknown {
  const { type } = input;
  if (isSeveral(input)) {
    const chosen = (Array.isArray(given) ? given : [given]).map((one) => toChoice(input, one));
    return style === "plain" ? chosen.map(({ value }) => value).join(",") : chosen;
  }
  if (type === "toggle") {
    const isOn = given === true || given === "true";
    return style === "plain" ? String(isOn) : isOn;
  }
  if (type === "select" || type === "radio") return toChoice(input, given);
  if (type === "native_select" || type === "dynamic_select" || type === "catalogue") {
    const chosen = toChoice(input, given);
    return style === "plain" ? chosen.value : chosen;
  }
  if (type === "location" || type === "file") return style === "plain" ? JSON.stringify(given) : given;
  return typeof given === "string" ? given : JSON.stringify(given);
}

/** Whether an input takes several choices at a time. */
export function isSeveral({ type, multiple }: UsedInput): boolean {
  return type === "checkbox" || multiple === true || multiple === "true";
}

/** A choice, which is named by its value, or by both where the form does not list it. */
export function toChoice({ options = [] }: UsedInput, given: unknown): { label: string; value: string } {
  if (typeof given === "object" && given !== null) {
    const { label, value } = given as { label?: unknown; value?: unknown };
    return { label: String(label ?? value), value: String(value ?? label) };
  }
  const value = String(given);
  const all = options.flatMap((option) => option.options ?? [option]);
  const found = all.find((option) => (option.value ?? option.label) === value);
  return { label: found?.label ?? value, value };
}
