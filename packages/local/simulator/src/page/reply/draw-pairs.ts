import { element } from "../dom/element.ts";
import { drawMarkup } from "./draw-markup.ts";

/** Names with values. */
export function drawPairs(pairs: readonly (readonly [name: string, value: string])[]): HTMLElement {
  return element(
    "dl",
    {},
    ...pairs.map(([name, value]) =>
      element("div", {}, element("dt", {}, drawMarkup(name)), element("dd", {}, drawMarkup(value))),
    ),
  );
}
