import type { PagePerson } from "../../page-api.ts";
import { element } from "../dom/element.ts";

const tones = 6;

/** A person's initials on a colour of their own. */
export function avatar(person: PagePerson | undefined, size: "small" | "large" = "large"): HTMLSpanElement {
  const tone = Number(BigInt(`0${(person?.id ?? "").replaceAll(/\D/gu, "")}`) % BigInt(tones));
  return element("span", { class: `avatar avatar-${size} tone-${tone}`, "aria-hidden": "true" }, person?.initials ?? "?");
}
