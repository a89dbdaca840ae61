import type { PageFaults } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { describePending } from "./describe-pending.ts";

/** The faults that have yet to happen, each with what is left of it and the way to take it back. */
export function pendingList(pending: PageFaults["pending"], takeBack: (id: string) => Promise<void>): HTMLElement {
  if (pending.length === 0)
    return element(
      "p",
      { class: "note" },
      "Nothing goes wrong on purpose now: clicks and calls arrive as they should.",
    );
  return element(
    "ul",
    { class: "fault-list", "aria-label": "Faults that are going to happen" },
    ...pending.map((fault) =>
      element(
        "li",
        { class: "fault-pending" },
        element("span", { class: "fault-name" }, fault.kind),
        element("span", { class: "fault-says" }, describePending(fault)),
        element(
          "button",
          {
            class: "quiet",
            type: "button",
            "aria-label": `Take back: ${fault.kind}, ${describePending(fault)}`,
            on: { click: () => void takeBack(fault.id) },
          },
          "Take back",
        ),
      ),
    ),
  );
}
