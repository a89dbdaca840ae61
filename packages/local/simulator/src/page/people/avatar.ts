import { element } from "../dom/element.ts";
import type { Sender } from "../state/page-state.ts";

/** A person's initials on a colour of their own. */
export function avatar(
  person: Pick<Sender, "initials" | "tone"> | undefined,
  size: "small" | "large" = "large",
): HTMLSpanElement {
  return element(
    "span",
    { class: `avatar avatar-${size} tone-${person?.tone ?? 0}`, "aria-hidden": "true" },
    person?.initials ?? "?",
  );
}
