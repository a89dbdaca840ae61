import type { CheckedReply } from "../../page-api.ts";
import { copyButton } from "../dom/copy-button.ts";
import { element } from "../dom/element.ts";

/** The code that makes a reply, to be copied into an action, or a sentence on why there is none. */
export function builderCodeView(builders: NonNullable<CheckedReply["builders"]>): HTMLElement {
  if ("reason" in builders) return element("p", { class: "note" }, builders.reason);
  const { code } = builders;
  return element(
    "div",
    { class: "play-code" },
    element("pre", { class: "body-text", role: "region", "aria-label": "Builder code" }, code.trimEnd()),
    copyButton("Copy builder code", () => code),
  );
}
