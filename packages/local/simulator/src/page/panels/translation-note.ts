import { element } from "../dom/element.ts";
import type { Page } from "../state/page-state.ts";

/** Which translation engine answers; a pseudo-translation is marked, so that nobody takes it for one. */
export function translationNote({ state: { translation } }: Page): HTMLElement {
  return element(
    "p",
    { class: translation.kind === "pseudo" ? "engine engine-pseudo" : "engine" },
    element("span", { class: "engine-dot", "aria-hidden": "true" }),
    element("span", {}, element("span", { class: "engine-name" }, "Translation "), translation.label),
  );
}
