import type { PageAction, PageState } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { monogram } from "../menu/monogram.ts";
import { emptyNote } from "./empty-note.ts";

/** What the stack's custom resource registered in the local Cliq, and where everything listens; `show` draws a newer state. */
export function actionsPanel(state: PageState): { readonly panel: HTMLElement; show(state: PageState): void } {
  const panel = element("section", { class: "panel actions-panel" });
  let shown = "";
  const show = (now: PageState): void => {
    const { history: _, pending: __, messages: ___, ...stack } = now;
    // What is as it was is not drawn again: somebody may be reading or copying it.
    if (JSON.stringify(stack) === shown) return;
    shown = JSON.stringify(stack);
    panel.replaceChildren(...drawPanel(now));
  };
  show(state);
  return { panel, show };
}

function drawPanel({ actions, fakes, stackName, stackStatus, apiUrl, cliqUrl, organizationId }: PageState): Node[] {
  const isGone = stackStatus === "DELETE_COMPLETE";
  const remedy = isGone
    ? "The stack was destroyed: deploy it again (pnpm cdk deploy -c stage=local), or stop this and start anew."
    : "Add a folder under packages/actions/src and start again.";
  const facts = [
    ["Stack", stackName],
    ["Status", stackStatus],
    ["HTTP API", apiUrl || "none"],
    ["Cliq", cliqUrl],
    ["Organisation", organizationId],
    ["Fakes", fakes.join(" · ") || "none"],
  ] as const;
  return [
    element("p", { class: "note" }, "Registered in the local Cliq by the stack's own custom resource."),
    ...(actions.length === 0 ? [emptyNote("play", "No actions", remedy)] : actions.map(drawAction)),
    element("h2", { class: "label" }, "This stack"),
    element(
      "dl",
      { class: "facts" },
      ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  ];
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
      element(
        "div",
        {},
        element("h3", { dir: "auto" }, action.name),
        element("p", { class: "note", dir: "auto" }, action.hint),
      ),
    ),
    element(
      "dl",
      { class: "facts" },
      ...facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    ),
  );
}
