import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { maskUrl } from "./mask-url.ts";

/** The request line; the credential in its address shows only when asked for. */
export function addressLine(method: string, url: string): HTMLElement {
  const address = element("span", { class: "address" }, maskUrl(url));
  const reveal = element(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-pressed": "false",
      "aria-label": "Show the credential in the address",
      title: "Show the credential",
    },
    icon("eye"),
  );
  reveal.addEventListener("click", () => {
    const shown = reveal.getAttribute("aria-pressed") !== "true";
    reveal.setAttribute("aria-pressed", String(shown));
    address.textContent = shown ? url : maskUrl(url);
  });
  return element(
    "div",
    { class: "address-line" },
    element("span", { class: "method" }, method),
    address,
    maskUrl(url) !== url && reveal,
  );
}
