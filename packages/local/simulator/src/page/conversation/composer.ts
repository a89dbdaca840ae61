import type { PageMessage } from "../../page-api.ts";
import { currentChat, watchChat } from "../chats/current-chat.ts";
import { addressChat } from "../chats/name-chat.ts";
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
): { readonly form: HTMLFormElement; edit(message: PageMessage): void } {
  const field = element("textarea", { class: "composer-field", dir: "auto", rows: 1, maxlength: 4_000 });
  const files = element("input", {
    type: "file",
    class: "visually-hidden",
    tabindex: -1,
    "aria-label": "File to attach",
  });
  const attach = element(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Attach a file",
      title: "Attach a file: its name, type and size",
      on: { click: () => files.click() },
    },
    icon("clip"),
  );
  const send = element(
    "button",
    { class: "icon-button send", type: "submit", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  const form = element("form", { class: "composer" }, files, attach, field, send);
  /** The message that is being changed. */
  let edited: PageMessage | undefined;
  const label = (): void => {
    const address = addressChat(currentChat(page), page, page.view.get().personId);
    const words = edited === undefined ? `Message ${address}` : "Edit your message";
    field.setAttribute("aria-label", words);
    field.placeholder = words;
    attach.hidden = edited !== undefined;
  };
  const keepDraft = (): void => {
    if (edited === undefined) sessionStorage.setItem(draftKey, field.value);
  };
  const beginAnew = (): void => {
    edited = undefined;
    field.value = sessionStorage.getItem(draftKey) ?? "";
    label();
  };
  beginAnew();
  watchChat(page, beginAnew);
  field.addEventListener("input", keepDraft);

  const write = async (asked: (text: string) => Promise<PageMessage>): Promise<void> => {
    const before = { text: field.value, edited };
    field.value = "";
    keepDraft();
    try {
      said(await asked(before.text.trim()));
      beginAnew();
    } catch (error) {
      field.value = before.text;
      keepDraft();
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = async (): Promise<void> => {
    if (field.value.trim() === "") return;
    const { personId, chatId } = page.view.get();
    const changed = edited;
    await write((text) =>
      changed === undefined ? server.say({ personId, chatId, text }) : server.edit(personId, changed.id, text),
    );
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  files.addEventListener("change", () => {
    const [file] = files.files ?? [];
    if (file === undefined) return;
    const { personId, chatId } = page.view.get();
    const { name: fileName, type: fileType, size: fileSize } = file;
    files.value = "";
    void write((text) => server.say({ personId, chatId, text, fileName, fileType, fileSize }));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && edited !== undefined) {
      event.preventDefault();
      beginAnew();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  return {
    form,
    edit(message) {
      edited = message;
      field.value = message.text;
      label();
      field.focus();
    },
  };
}
