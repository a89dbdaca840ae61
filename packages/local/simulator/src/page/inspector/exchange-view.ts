import type { InvocationReport, PendingClick } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import type { Exchange } from "../state/exchanges.ts";
import { addressLine } from "./address-line.ts";
import { bodyView } from "./body-view.ts";
import { faultNotes } from "./fault-notes.ts";
import { headerList } from "./header-list.ts";
import { reasonView } from "./reason-view.ts";
import { runningClock } from "./running-clock.ts";
import { timingBar } from "./timing-bar.ts";

/** Everything about one click: why it failed if it did, time, the exact request and answer, and what the function wrote. */
export function exchangeView(exchange: Exchange): HTMLElement {
  const { request, report, refusal, at } = exchange;
  return element(
    "div",
    { class: "exchange" },
    ...(report === undefined ? [] : faultNotes(report)),
    ...reasonView(exchange),
    report === undefined && refusal === undefined && runningClock(at),
    report !== undefined && timingBar(report),
    request !== undefined && requestPart(request),
    report !== undefined && answerPart(report),
    report?.lambda !== undefined && section("Function", headerList(toFacts(report.lambda))),
    report !== undefined && report.logs.length > 0 && logPart(report.logs),
  );
}

function requestPart({ method, url, headers, body }: PendingClick["request"]): HTMLElement {
  return section("Request", addressLine(method, url), headerList(headers), bodyView(body, "Request body"));
}

function answerPart({ response, outcome }: InvocationReport): HTMLElement {
  if (response === undefined) {
    const why = outcome === "timed-out" ? "None came in time." : "The address could not be reached.";
    return section("Answer", element("p", { class: "note" }, why));
  }
  const isGood = response.status === 200;
  return section(
    "Answer",
    element(
      "p",
      { class: "status-line" },
      element("span", { class: isGood ? "status status-good" : "status status-bad" }, `HTTP ${response.status}`),
    ),
    headerList(response.headers),
    bodyView(response.body, "Answer body"),
  );
}

function logPart(logs: readonly string[]): HTMLElement {
  return section(
    "Log lines",
    element("pre", { class: "body-text", role: "region", "aria-label": "Log lines" }, logs.join("\n")),
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
    ...(lambda.reference === undefined ? {} : { reference: lambda.reference }),
    ...(lambda.errorType === undefined ? {} : { error: lambda.errorType }),
  };
}
