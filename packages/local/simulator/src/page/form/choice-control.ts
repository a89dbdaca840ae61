import { element } from "../dom/element.ts";
import { type Fields, toText } from "../reply/fields.ts";
import { firstValues, groupsOf, isTrue } from "./choices-of.ts";
import type { FieldControl, FieldPlace } from "./form-field.ts";

/** One of a few, or some of a few, that all stand there. */
export function choiceControl(input: Fields, place: FieldPlace): FieldControl {
  const type = toText(input["type"]) === "radio" ? "radio" : "checkbox";
  const first = firstValues(input);
  const boxes = groupsOf(input)
    .flatMap(({ choices }) => choices)
    .map(({ label, value }, number) => {
      const box = element("input", {
        id: number === 0 ? place.id : `${place.id}-${number}`,
        type,
        name: place.id,
        value,
        checked: first.includes(value),
        on: { change: place.changed },
      });
      return { box, row: element("label", { class: "form-choice" }, box, element("span", { dir: "auto" }, label)) };
    });
  const values = (): string[] => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  return {
    control: element("div", { class: "form-choices" }, ...boxes.map(({ row }) => row)),
    ...(boxes[0] && { focusable: boxes[0].box }),
    isGroup: true,
    read: () => (type === "radio" ? values()[0] : values()),
    clear() {
      for (const { box } of boxes) box.checked = false;
    },
    setDisabled(isDisabled) {
      for (const { box } of boxes) box.disabled = isDisabled;
    },
  };
}

/** Yes or no. */
export function toggleControl(input: Fields, place: FieldPlace): FieldControl {
  const box = element("input", {
    id: place.id,
    type: "checkbox",
    role: "switch",
    checked: isTrue(input["value"]),
    "aria-describedby": place.describedBy,
    on: { change: place.changed },
  });
  return {
    control: element("div", { class: "form-row" }, box, "Yes"),
    focusable: box,
    read: () => box.checked,
    clear: () => void (box.checked = false),
    setDisabled: (isDisabled) => void (box.disabled = isDisabled),
  };
}
