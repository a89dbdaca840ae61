import { type Fields, toFields, toList, toText } from "../reply/fields.ts";
import type { Choice } from "./form-field.ts";

/** Options of an input with their groups, in which only some stand. */
export interface ChoiceGroup {
  /** Empty for options that stand in no group. */
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** The options that an input lists. */
export function groupsOf(input: Fields): readonly ChoiceGroup[] {
  return toList(input["options"])
    .map(toFields)
    .map((option) => {
      const nested = toList(option["options"]).map(toFields);
      return nested.length > 0
        ? { label: toText(option["label"]), choices: nested.map(toChoice) }
        : { label: "", choices: [toChoice(option)] };
    });
}

/** One option; what has no value is named by its label. */
export function toChoice(option: Fields): Choice {
  const label = toText(option["label"]);
  return { label, value: toText(option["value"]) || label };
}

/** The values that an input begins with: where it takes several, they may be written with commas between them. */
export function firstValues(input: Fields): readonly string[] {
  const { value } = input;
  if (Array.isArray(value)) return value.map((one) => toText(toFields(one)["value"]) || toText(one));
  const single = toText(toFields(value)["value"]) || toText(value);
  if (single === "") return [];
  const takesSeveral = isTrue(input["multiple"]) || toText(input["type"]) === "checkbox";
  return takesSeveral ? single.split(",").map((one) => one.trim()) : [single];
}

/** Whether something is true, also as a text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
