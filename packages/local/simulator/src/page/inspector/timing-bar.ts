import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatMs } from "../dom/format.ts";

/** Where the milliseconds of a click went: start of the function, the function itself, everything else. */
export function timingBar({ ms, lambda, personId }: InvocationReport): HTMLElement {
  const init = lambda?.initMs ?? 0;
  const run = lambda?.durationMs ?? 0;
  const parts = [
    ["init", "Lambda init", init],
    ["run", "Lambda run", run],
    ["rest", lambda === undefined ? "Waiting" : "HTTP and the rest", Math.max(0, ms - init - run)],
  ] as const;
  const shown = parts.filter(([, , length]) => length > 0);
  const total = shown.reduce((sum, [, , length]) => sum + length, 0) || 1;
  const bar = element("div", { class: "timing-bar", "aria-hidden": "true" });
  for (const [kind, , length] of shown) {
    const segment = element("span", { class: `timing-${kind}` });
    segment.style.width = `${(100 * length) / total}%`;
    bar.append(segment);
  }
  return element(
    "div",
    { class: "timing" },
    element(
      "p",
      { class: "timing-total" },
      element("strong", {}, formatMs(ms)),
      personId === "" ? " from request to answer" : " as Cliq saw it",
      lambda !== undefined && (lambda.cold ? ", cold start" : ", warm"),
    ),
    bar,
    element(
      "ul",
      { class: "timing-key" },
      ...shown.map(([kind, name, length]) => element("li", { class: `key-${kind}` }, `${name} ${formatMs(length)}`)),
    ),
  );
}
