import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { addressLine } from "./address-line.ts";
import { bodyView } from "./body-view.ts";
import { failureView } from "./failure-view.ts";
import { headerList } from "./header-list.ts";
import { timingBar } from "./timing-bar.ts";

/** Everything about one click: the exact request and answer, time, and what the function wrote. */
export function exchangeView(report: InvocationReport): HTMLElement {
  const { request, response, lambda, logs, outcome, problem, failure } = report;
  return element(
    "div",
    { class: "exchange" },
    failure !== undefined && failureView(failure, lambda?.outcome),
    timingBar(report),
    problem !== undefined && element("p", { class: "exchange-problem" }, problem),
    section(
      "Request",
      addressLine(request.method, request.url),
      headerList(request.headers),
      bodyView(request.body, "Request body"),
    ),
    response === undefined
      ? section(
          "Answer",
          element(
            "p",
            { class: "note" },
            outcome === "timed-out" ? "None came in time." : "The address could not be reached.",
          ),
        )
      : section(
          "Answer",
          element(
            "p",
            { class: "status-line" },
            element(
              "span",
              { class: response.status === 200 ? "status status-good" : "status status-bad" },
              `HTTP ${response.status}`,
            ),
          ),
          headerList(response.headers),
          bodyView(response.body, "Answer body"),
        ),
    lambda !== undefined && section("Function", headerList(toFacts(lambda))),
    logs.length > 0 &&
      section(
        "Log lines",
        element("pre", { class: "body-text", tabindex: 0, role: "region", "aria-label": "Log lines" }, logs.join("\n")),
      ),
  );
}

function section(title: string, ...content: readonly (HTMLElement | false)[]): HTMLElement {
  return element("section", { class: "exchange-part" }, element("h3", {}, title), ...content);
}

function toFacts(lambda: NonNullable<InvocationReport["lambda"]>): Record<string, string> {
  return {
    name: lambda.functionName,
    "request id": lambda.requestId,
    start: lambda.cold ? "cold" : "warm",
    ...(lambda.outcome === undefined ? {} : { outcome: lambda.outcome }),
    ...(lambda.errorType === undefined ? {} : { error: lambda.errorType }),
  };
}
