import { element } from "../dom/element.ts";
import type { Fields } from "../reply/fields.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

/** Files: of each its name, type and size; its bytes stay in the browser, as those of messages do. */
export function fileControl(_: Fields, place: FieldPlace): FieldControl {
  const control = element("input", {
    id: place.id,
    class: "form-control",
    type: "file",
    multiple: true,
    "aria-describedby": place.describedBy,
    on: { change: place.changed },
  });
  return {
    control,
    read: () =>
      [...(control.files ?? [])].map(({ name, type, size }) => ({
        name,
        contenttype: type || "application/octet-stream",
        size,
      })),
    clear: () => void (control.value = ""),
    setDisabled: (isDisabled) => void (control.disabled = isDisabled),
  };
}
