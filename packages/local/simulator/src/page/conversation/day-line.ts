import { element } from "../dom/element.ts";
import { formatDay } from "../dom/format.ts";

/** The line between two days. */
export function dayLine(time: number, now: number): HTMLElement {
  return element("h2", { class: "day" }, element("span", {}, formatDay(time, now)));
}
