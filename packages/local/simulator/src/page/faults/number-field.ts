import { element } from "../dom/element.ts";

/** A small field for a whole number, with its label. */
export function numberField(
  label: string,
  { value, min, max }: { readonly value: number; readonly min: number; readonly max?: number },
): { readonly row: HTMLLabelElement; readonly read: () => number } {
  const input = element("input", { type: "number", class: "fault-number", value, min, max, step: 1, required: true });
  return {
    row: element("label", { class: "fault-field" }, element("span", {}, label), input),
    read: () => input.valueAsNumber,
  };
}
