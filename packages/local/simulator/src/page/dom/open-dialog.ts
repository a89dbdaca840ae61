import { element } from "./element.ts";

/**
 * Opens a dialog over the page: focus stays in it and comes back to where it was, Escape and a press beside it close it.
 * `closed` hears of every end of it.
 */
export function openDialog(
  content: HTMLElement,
  names: { readonly labelledBy: string; readonly describedBy?: string },
  closed: () => void,
): HTMLDialogElement {
  const before = document.activeElement;
  const dialog = element(
    "dialog",
    { class: "dialog", "aria-labelledby": names.labelledBy, "aria-describedby": names.describedBy },
    content,
    element("div", { class: "announcements visually-hidden", role: "status", "aria-live": "polite" }),
  );
  // The second press of two that opened it falls beside it, too.
  dialog.addEventListener("mousedown", ({ target, detail }) => target === dialog && detail < 2 && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
