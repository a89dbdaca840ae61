import type { PageAction } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { monogram } from "../menu/monogram.ts";
import type { Page } from "../state/page-state.ts";
import { emptyNote } from "./empty-note.ts";

/** What the stack's custom resource registered in the local Cliq, and where everything listens. */
export function actionsPanel({ state }: Page): HTMLElement {
  const { actions, fakes, stackName, apiUrl, cliqUrl, organizationId } = state;
  const facts = [
    ["Stack", stackName],
    ["HTTP API", apiUrl],
    ["Cliq", cliqUrl],
    ["Organisation", organizationId],
    ["Fakes", fakes.join(" · ") || "none"],
  ] as const;
  return element(
    "section",
    { class: "panel actions-panel" },
    element("p", { class: "note" }, "Registered in the local Cliq by the stack's own custom resource."),
    ...(actions.length === 0
      ? [emptyNote("play", "No actions", "Add a folder under packages/actions/src and start again.")]
      : actions.map(drawAction)),
    element("h2", { class: "label" }, "This stack"),
    element(
      "dl",
      { class: "facts" },
      ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  );
}

function drawAction(action: PageAction): HTMLElement {
  const reach = action.multiSelectable ? "up to 25 messages" : "one message";
  const facts = [
    ["On", `${action.messageTypes.join(", ")} · ${reach}`],
    ["May read", action.permissions.join(", ") || "nothing"],
    ["Scope", action.scope],
    ["Runs", action.executionType === "deluge" ? "inside Zoho, not here" : "as a function of this stack"],
    ["Id", action.id],
  ] as const;
  return element(
    "article",
    { class: "action-card" },
    element(
      "header",
      {},
      monogram(action),
      element("div", {}, element("h3", {}, action.name), element("p", { class: "note" }, action.hint)),
    ),
    element(
      "dl",
      { class: "facts" },
      ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  );
}
