import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";

/** What is being written, in this tab, also after it was loaded again. */
const draftKey = "draft";

/** Where people write messages of their own to try an action on; Enter sends, Shift+Enter begins a new line. */
export function composer(
  page: Page,
  said: (message: PageMessage) => void,
  failed: (sentence: string) => void,
): HTMLFormElement {
  const field = element("textarea", {
    class: "composer-field",
    dir: "auto",
    rows: 1,
    maxlength: 4_000,
    "aria-label": `Message #${page.state.channel.title}`,
    placeholder: `Message #${page.state.channel.title}`,
  });
  const send = element(
    "button",
    { class: "icon-button send", type: "submit", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  field.value = sessionStorage.getItem(draftKey) ?? "";
  const keepDraft = (): void => sessionStorage.setItem(draftKey, field.value);
  field.addEventListener("input", keepDraft);
  const form = element("form", { class: "composer" }, field, send);
  const submit = async (): Promise<void> => {
    const text = field.value.trim();
    if (text === "") return;
    field.value = "";
    keepDraft();
    try {
      said(await server.say(page.view.get().personId, text));
    } catch (error) {
      field.value = text;
      keepDraft();
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  return form;
}
