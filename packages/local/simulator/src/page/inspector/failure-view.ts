import type { InvocationReport } from "../../page-api.ts";
import { isTold } from "../exchange/told-outcomes.ts";
import { element } from "../dom/element.ts";

type Failure = NonNullable<InvocationReport["failure"]>;

/** What the action failed with: its line, its message, the frames of its sources, and what led to it. */
export function failureView(failure: Failure, outcome: string | undefined): HTMLElement {
  const wasTold = isTold(outcome);
  return element(
    "section",
    { class: wasTold ? "exchange-part failure failure-told" : "exchange-part failure", "aria-label": "Failure" },
    element("h3", {}, wasTold ? "Told the person" : "Failed"),
    ...describe(failure),
  );
}

function describe(failure: Failure): HTMLElement[] {
  const { place, frames, name, message, code, cause, errors = [] } = failure;
  const kind = [name === "" ? "Thrown, and no error" : name, code === undefined ? "" : ` [${code}]`].join("");
  const others = [...errors, ...(cause === undefined ? [] : [cause])];
  return [
    ...(place === undefined ? [] : [element("p", { class: "failure-place" }, element("code", {}, place))]),
    element("pre", { class: "failure-message" }, message === "" ? kind : `${kind}: ${message}`),
    ...(frames.length < 2 ? [] : [frameList(frames)]),
    ...others.flatMap((one) => [element("h4", {}, "Because of"), ...describe(one)]),
  ];
}

function frameList(frames: readonly string[]): HTMLElement {
  const items = frames.map((frame) => element("li", {}, element("code", {}, frame)));
  return element("ol", { class: "failure-frames", "aria-label": "Frames" }, ...items);
}
