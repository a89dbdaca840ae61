import { element } from "../dom/element.ts";
import { type Fields, toText } from "../reply/fields.ts";
import { choiceControl, toggleControl } from "./choice-control.ts";
import { isTrue } from "./choices-of.ts";
import { comboboxControl } from "./combobox-control.ts";
import { fileControl } from "./file-control.ts";
import type { FieldControl, FieldPlace, FormField } from "./form-field.ts";
import { locationControl } from "./location-control.ts";
import { selectControl } from "./select-control.ts";
import { textControl } from "./text-control.ts";

const controls: Readonly<Record<string, (input: Fields, place: FieldPlace) => FieldControl>> = {
  text: textControl,
  textarea: textControl,
  number: textControl,
  date: textControl,
  datetime: textControl,
  phone_number: textControl,
  select: selectControl,
  native_select: selectControl,
  dynamic_select: comboboxControl,
  radio: choiceControl,
  checkbox: choiceControl,
  toggle: toggleControl,
  file: fileControl,
  location: locationControl,
  // Of what a catalogue shows, nothing is documented but its name: it is a select where it lists options.
  catalogue: selectControl,
};

/** These have to be filled unless the form says otherwise (protocol page 3.6). */
const needed: readonly string[] = ["text", "select", "file"];

/** Draws an input with its label, hint and error; a hidden one is kept, and not seen. */
export function drawField(input: Fields, id: string, place: Omit<FieldPlace, "id" | "describedBy">): FormField {
  const type = toText(input["type"]);
  if (type === "hidden") return hiddenField(input);
  const name = toText(input["name"]);
  const [labelId, hintId, errorId] = ["label", "hint", "error"].map((part) => `${id}-${part}`);
  const hint = toText(input["hint"]);
  const describedBy = hint === "" ? `${errorId}` : `${hintId} ${errorId}`;
  const made = (controls[type] ?? textControl)(input, { ...place, id, describedBy });
  const focusable = made.focusable ?? made.control;
  const isNeeded = input["mandatory"] === undefined ? needed.includes(type) : isTrue(input["mandatory"]);
  const error = element("p", { id: errorId, class: "form-error" });
  const words = [
    toText(input["label"]) || name,
    isNeeded && element("span", { class: "form-needed", "aria-hidden": "true" }, " *"),
  ] as const;
  const isGroup = made.isGroup === true;
  if (isGroup) {
    made.control.setAttribute("role", type === "radio" ? "radiogroup" : "group");
    made.control.setAttribute("aria-labelledby", labelId ?? "");
    made.control.setAttribute("aria-describedby", describedBy);
  }
  // A group has no such state of its own, but a group of one choice.
  const stateful = type === "radio" ? made.control : isGroup ? undefined : focusable;
  if (isNeeded) stateful?.setAttribute("aria-required", "true");
  if (isTrue(input["disabled"])) made.setDisabled(true);
  return {
    input,
    row: element(
      "div",
      { class: "form-field", "data-field": name },
      isGroup
        ? element("span", { id: labelId, class: "form-label", dir: "auto" }, ...words)
        : element("label", { id: labelId, class: "form-label", for: id, dir: "auto" }, ...words),
      hint !== "" && element("p", { id: hintId, class: "form-hint", dir: "auto" }, hint),
      made.control,
      error,
    ),
    read: made.read,
    clear: made.clear,
    setDisabled: made.setDisabled,
    showError(sentence) {
      error.textContent = sentence;
      if (sentence === "") stateful?.removeAttribute("aria-invalid");
      else stateful?.setAttribute("aria-invalid", "true");
    },
    focus: () => focusable.focus(),
  };
}

function hiddenField(input: Fields): FormField {
  const nothing = (): void => {};
  return {
    input,
    row: element("div", { hidden: true, "data-field": toText(input["name"]) }),
    read: () => toText(input["value"]),
    clear: nothing,
    setDisabled: nothing,
    showError: nothing,
    focus: nothing,
  };
}
