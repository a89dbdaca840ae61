import { element } from "../dom/element.ts";
import type { Exchange } from "../state/exchanges.ts";
import { toPrettyJson } from "./json-token.ts";

/** What was typed and not sent, by the id of the click it began with. */
const drafts = new Map<string, string>();

/** Where the body of a click is changed before it is sent as another; what is not sent is there again the next time. */
export function bodyEditor(
  { id, request }: Exchange,
  send: (body: string) => void,
  close: () => void,
): HTMLFormElement {
  const field = element("textarea", { class: "editor-field", spellcheck: "false", "aria-label": "Body to send" });
  field.value = drafts.get(id) ?? toPrettyJson(request?.body ?? "");
  const note = element("p", { class: "note", role: "status" });
  const look = (): void => {
    // It grows with its text, for it lies within what scrolls.
    field.rows = field.value.split("\n").length;
    note.textContent = isJson(field.value)
      ? "Sent with the headers of this request. The timestamp becomes that of now, unless you change it."
      : "This is no JSON. It is sent as it is.";
  };
  field.addEventListener("input", () => {
    drafts.set(id, field.value);
    look();
  });
  look();
  const cancel = element("button", { class: "quiet", type: "button", on: { click: close } }, "Cancel");
  const form = element(
    "form",
    { class: "editor", "aria-label": "Edit and send" },
    field,
    note,
    element("div", { class: "editor-foot" }, element("button", { class: "button", type: "submit" }, "Send"), cancel),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    drafts.delete(id);
    send(field.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
