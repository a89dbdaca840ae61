import type { PageAction } from "../../page-api.ts";
import { element } from "../dom/element.ts";

/** An action's first letter in a square, in place of the icon it has none of. */
export function monogram(action: Pick<PageAction, "name">): HTMLSpanElement {
  const tone = Array.from(action.name, (letter) => letter.codePointAt(0) ?? 0).reduce((sum, code) => sum + code, 0) % 6;
  return element(
    "span",
    { class: `monogram tone-${tone}`, "aria-hidden": "true" },
    action.name.slice(0, 1).toUpperCase(),
  );
}
