import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";

/** What faults on purpose did to a click. */
export function faultNotes({ faults = [] }: Pick<InvocationReport, "faults">): HTMLElement[] {
  return faults.map((did) =>
    element("p", { class: "exchange-fault" }, element("strong", {}, "Made to go wrong: "), did),
  );
}
