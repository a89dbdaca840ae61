import { element } from "../dom/element.ts";
import type { Page } from "../state/page-state.ts";

/** What stands in for the systems that the actions call, so that nobody takes an answer for a real one; nothing when none is called. */
export function fakesNote({ state: { fakes } }: Page): HTMLElement | false {
  if (fakes.length === 0) return false;
  return element(
    "div",
    { class: "fakes" },
    element("p", { class: "fakes-title" }, "Faked on this machine"),
    element("ul", {}, ...fakes.map((label) => element("li", {}, label))),
  );
}
