import { isFields } from "../invocation/block.ts";
import type { FormInputs } from "./form-input.ts";
import { parseValue } from "./parse-value.ts";

/** The values of a form, and a sentence for each field that does not hold what it has to. */
export interface ParsedValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Reads the values of a form's declared fields; whatever else came is left out. */
export function parseValues(inputs: FormInputs, wire: unknown): ParsedValues {
  const given = isFields(wire) ? wire : {};
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const parsed = parseValue(input, Object.hasOwn(given, name) ? given[name] : undefined);
    if ("problem" in parsed) problems[name] = parsed.problem;
    else if (isEmpty(parsed.value) && input.type !== "hidden" && !(input.optional || input.later))
      problems[name] = "Fill this in.";
    else values[name] = parsed.value;
  }
  return { values, problems };
}

/** What of a half-filled form can be read. */
export function parsePartialValues(inputs: FormInputs, wire: unknown): Readonly<Record<string, unknown>> {
  const { values } = parseValues(inputs, wire);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === "string" && value.trim() === "") ||
    (Array.isArray(value) && value.length === 0)
  );
}
