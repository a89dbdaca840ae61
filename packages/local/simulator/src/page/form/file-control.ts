import { element } from "../dom/element.ts";
import type { Fields } from "../reply/fields.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

/** Files; of each only what Cliq tells an action of an attachment, with an address that nothing answers here. */
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
      [...(control.files ?? [])].map(({ name, type, size }, number) => ({
        name,
        id: `f${number}`,
        url: `${location.origin}/v2/attachments/f${number}`,
        contenttype: type || "application/octet-stream",
        size,
      })),
    clear: () => void (control.value = ""),
    setDisabled: (isDisabled) => void (control.disabled = isDisabled),
  };
}
