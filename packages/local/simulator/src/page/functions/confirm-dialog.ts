import { element } from "../dom/element.ts";
import { toFields, toText } from "../reply/fields.ts";
import { openDialog } from "../dom/open-dialog.ts";

/** What a confirmation was answered with: what was written into it, where it asks for something. */
export interface Confirmed {
  readonly input?: string;
}

let opened = 0;

/** Asks what a button's `confirm` asks (protocol page 3.3); nothing when the person would rather not. */
export function confirmDialog(confirm: unknown): Promise<Confirmed | undefined> {
  const {
    title,
    description,
    input,
    emotion,
    button_label: yes,
    cancel_button_label: no,
    mandatory,
  } = toFields(confirm);
  const placeholder = toText(input);
  const number = (opened += 1);
  const field =
    placeholder === ""
      ? undefined
      : element("textarea", {
          id: `confirm-input-${number}`,
          class: "form-control",
          rows: 2,
          required: mandatory === true || mandatory === "true",
        });
  const form = element(
    "form",
    { class: "dialog-body", method: "dialog" },
    element("h2", { class: "dialog-title", id: `confirm-title-${number}`, dir: "auto" }, toText(title)),
    toText(description) !== "" &&
      element("p", { id: `confirm-text-${number}`, class: "dialog-text", dir: "auto" }, toText(description)),
    field && element("label", { class: "form-label", for: field.id, dir: "auto" }, placeholder),
    field,
    element(
      "div",
      { class: "dialog-foot" },
      element("button", { class: "button button-quiet", type: "button", value: "no" }, toText(no) || "Cancel"),
      element(
        "button",
        { class: emotion === "negative" ? "button button-warning" : "button", type: "submit" },
        toText(yes) || "OK",
      ),
    ),
  );
  const { promise, resolve } = Promise.withResolvers<Confirmed | undefined>();
  const dialog = openDialog(
    form,
    {
      labelledBy: `confirm-title-${number}`,
      ...(toText(description) !== "" && { describedBy: `confirm-text-${number}` }),
    },
    () => resolve(undefined),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    resolve(field === undefined ? {} : { input: field.value });
    dialog.close();
  });
  form.querySelector('[value="no"]')?.addEventListener("click", () => dialog.close());
  return promise;
}
