import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { messageGesture } from "../dom/message-gesture.ts";
import { formatMs, formatTime } from "../dom/format.ts";
import { monogram } from "../menu/monogram.ts";
import { emptyNote } from "../panels/empty-note.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { parseOutput } from "../reply/parse-output.ts";
import type { Page } from "../state/page-state.ts";
import { exchangeView } from "./exchange-view.ts";

/** The history of clicks, and one of them in full. */
export function inspectorPanel(page: Page): HTMLElement {
  const { view, people } = page;
  const history = element("ol", { class: "history", "aria-label": "Invocations, newest first" });
  const detail = element("div", { class: "detail" });
  const panel = element("section", { class: "panel inspector-panel" });
  const nothing = emptyNote(
    "play",
    "Nothing has run yet",
    messageGesture(),
    " and choose an action. The exact request and answer appear here.",
  );
  panel.append(nothing);

  view.watch(({ history: reports, inspected }, before) => {
    if (reports === before.history && inspected === before.inspected) return;
    if (reports.length > 0 && panel.contains(nothing)) panel.replaceChildren(history, detail);
    history.replaceChildren(...reports.map((report) => element("li", {}, row(report))));
    if (inspected !== undefined && inspected !== before.inspected) detail.replaceChildren(exchangeView(inspected));
  });

  function row(report: InvocationReport): HTMLElement {
    const failure = nameFailure(report);
    const button = element(
      "button",
      {
        class: "history-row",
        type: "button",
        "aria-current": report.id === view.get().inspected?.id ? "true" : undefined,
      },
      monogram(report.action),
      element(
        "span",
        { class: "history-text" },
        element("span", { class: "history-name" }, report.action.name),
        element(
          "span",
          { class: "history-facts" },
          `${people.get(report.personId)?.name ?? ""} · ${formatTime(report.at)}`,
        ),
      ),
      element("span", { class: failure === undefined ? "status status-good" : "status status-bad" }, failure ?? "200"),
      element("span", { class: "history-time" }, formatMs(report.ms)),
    );
    button.addEventListener("click", () => view.set({ inspected: report }));
    return button;
  }
  return panel;
}

/** What went wrong in a word or two; `undefined` when the person got what they asked for. */
function nameFailure(report: InvocationReport): string | undefined {
  if (report.response === undefined) return report.outcome;
  if (report.response.status !== 200) return String(report.response.status);
  if (explainProblem(report) !== undefined) return "not shown";
  const drawing = parseOutput(report.output);
  return drawing.kind === "banner" && drawing.failed ? "failure" : undefined;
}
