import { element } from "../dom/element.ts";
import type { Fields } from "../reply/fields.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

/** A place; nobody is asked for the true one here, so it is written by hand. */
export function locationControl(_: Fields, place: FieldPlace): FieldControl {
  const number = (id: string, label: string, most: number): HTMLInputElement =>
    element("input", {
      id,
      class: "form-control",
      type: "number",
      step: "any",
      min: -most,
      max: most,
      "aria-label": label,
      placeholder: label,
      on: { change: place.changed },
    });
  const latitude = number(place.id, "Latitude", 90);
  const longitude = number(`${place.id}-longitude`, "Longitude", 180);
  return {
    control: element("div", { class: "form-choices" }, latitude, longitude),
    focusable: latitude,
    isGroup: true,
    read: () =>
      latitude.value === "" || longitude.value === ""
        ? undefined
        : { latitude: Number(latitude.value), longitude: Number(longitude.value), accuracy: 30, status: "granted" },
    clear() {
      latitude.value = "";
      longitude.value = "";
    },
    setDisabled(isDisabled) {
      latitude.disabled = isDisabled;
      longitude.disabled = isDisabled;
    },
  };
}
