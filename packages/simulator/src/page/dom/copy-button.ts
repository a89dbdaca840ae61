import { announce } from "./announce.ts";
import { copyText } from "./copy-text.ts";
import { element } from "./element.ts";
import { icon } from "./icon.ts";

/** A small button that copies what `read` gives and says so. */
export function copyButton(label: string, read: () => string): HTMLButtonElement {
  const button = element("button", { class: "icon-button", type: "button", "aria-label": label, title: label }, icon("copy"));
  button.addEventListener("click", () => {
    void copyText(read()).then((copied) => {
      announce(copied ? "Copied" : "The browser does not allow copying here");
      button.replaceChildren(icon(copied ? "check" : "cross"));
      setTimeout(() => button.replaceChildren(icon("copy")), 1_400);
    });
  });
  return button;
}
