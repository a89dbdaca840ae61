import { announce } from "./announce.ts";
import { copyText } from "./copy-text.ts";
import { element } from "./element.ts";
import { icon } from "./icon.ts";

/** A small button that copies what `read` gives and says so. */
export function copyButton(label: string, read: () => string): HTMLButtonElement {
  const button = element(
    "button",
    { class: "icon-button", type: "button", "aria-label": label, title: label },
    icon("copy"),
  );
  const copy = async (): Promise<void> => {
    const copied = await copyText(read());
    announce(copied ? "Copied" : "The browser does not allow copying here");
    button.replaceChildren(icon(copied ? "check" : "cross"));
    setTimeout(() => button.replaceChildren(icon("copy")), 1_400);
  };
  button.addEventListener("click", () => void copy());
  return button;
}
