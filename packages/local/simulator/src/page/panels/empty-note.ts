import { element } from "../dom/element.ts";
import { icon, type IconName } from "../dom/icon.ts";

/** What a panel says while it has nothing to show. */
export function emptyNote(name: IconName, title: string, ...sentence: readonly (string | HTMLElement)[]): HTMLElement {
  return element(
    "div",
    { class: "empty" },
    icon(name),
    element("p", { class: "empty-title" }, title),
    element("p", {}, ...sentence),
  );
}
