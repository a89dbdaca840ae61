import { element } from "../dom/element.ts";
import { type Fields, toText } from "../reply/fields.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

const inputTypes: Readonly<Record<string, string>> = {
  number: "number",
  date: "date",
  datetime: "datetime-local",
  phone_number: "tel",
};

/** Words, numbers and dates. */
export function textControl(input: Fields, place: FieldPlace): FieldControl {
  const type = toText(input["type"]);
  const format = toText(input["format"]);
  const attributes = {
    id: place.id,
    class: "form-control",
    placeholder: toText(input["placeholder"]) || undefined,
    "aria-describedby": place.describedBy,
    autocomplete: "off",
    dir: type === "text" || type === "textarea" ? "auto" : undefined,
    maxlength: toText(input["max_length"]) || (type === "text" ? 100 : undefined),
  };
  const control =
    type === "textarea"
      ? element("textarea", { ...attributes, rows: 3 })
      : element("input", {
          ...attributes,
          type: inputTypes[type] ?? (format || "text"),
          step: type === "number" ? "any" : undefined,
        });
  const first = toText(input["value"]);
  control.value = first;
  control.addEventListener("change", place.changed);
  return {
    control,
    read: () => control.value,
    clear: () => void (control.value = ""),
    setDisabled: (isDisabled) => void (control.disabled = isDisabled),
  };
}
