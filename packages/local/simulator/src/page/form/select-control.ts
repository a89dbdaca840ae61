import { element } from "../dom/element.ts";
import { type Fields, toText } from "../reply/fields.ts";
import { type ChoiceGroup, firstValues, groupsOf, isTrue } from "./choices-of.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

/** A select of the form's own options, or of people, channels and teams. */
export function selectControl(input: Fields, place: FieldPlace): FieldControl {
  const isNative = toText(input["type"]) === "native_select";
  const groups: readonly ChoiceGroup[] = isNative
    ? [{ label: "", choices: place.native(toText(input["data_source"])) }]
    : groupsOf(input);
  const multiple = isTrue(input["multiple"]);
  const control = element("select", {
    id: place.id,
    class: "form-control",
    multiple,
    "aria-describedby": place.describedBy,
  });
  const placeholder = toText(input["placeholder"]) || "Choose…";
  control.append(
    ...(multiple ? [] : [element("option", { value: "" }, placeholder)]),
    ...groups.flatMap(({ label, choices }) => {
      const options = choices.map((choice) => element("option", { value: choice.value }, choice.label));
      return label === "" ? options : [element("optgroup", { label }, ...options)];
    }),
  );
  const choose = (values: readonly string[]): void => {
    for (const option of control.options) option.selected = values.includes(option.value);
    if (!multiple && values.length === 0) control.value = "";
  };
  choose(firstValues(input));
  control.addEventListener("change", place.changed);
  const read = (): unknown => {
    const chosen = [...control.selectedOptions].filter(({ value }) => value !== "");
    // What Cliq itself lists, the form does not: it goes with its label.
    const values = chosen.map(({ value, label }) => (isNative ? { label, value } : value));
    return multiple ? values : values[0];
  };
  return { control, read, clear: () => choose([]), setDisabled: (isDisabled) => void (control.disabled = isDisabled) };
}
