import type { PagePerson } from "../../page-api.ts";
import { element } from "../dom/element.ts";

/** A person's initials on a colour of their own. */
export function avatar(person: PagePerson | undefined, size: "small" | "large" = "large"): HTMLSpanElement {
  return element(
    "span",
    { class: `avatar avatar-${size} tone-${person?.tone ?? 0}`, "aria-hidden": "true" },
    person?.initials ?? "?",
  );
}
