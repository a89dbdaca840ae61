import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatMs, formatTime } from "../dom/format.ts";
import { icon } from "../dom/icon.ts";
import { waitingBar } from "../dom/waiting-bar.ts";
import { monogram } from "../menu/monogram.ts";
import { drawReply } from "./draw-reply.ts";

/** An action's place in the conversation: pending first, then its answer. Only the person who clicked sees it. */
export interface ReplyEntry {
  readonly entry: HTMLElement;
  readonly personId: string;
  show(report: InvocationReport): void;
  /** The click never reached Cliq. */
  fail(sentence: string): void;
}

/** Makes the entry as it looks while the action runs. */
export function replyEntry(
  { id, action, personId, at, late }: Pick<InvocationReport, "id" | "action" | "personId" | "at" | "late">,
  quote: HTMLElement,
  inspect: (report: InvocationReport) => void,
): ReplyEntry {
  const body = element(
    "div",
    { class: "reply-content" },
    element(
      "p",
      { class: "running" },
      element("span", { class: "spinner" }),
      `${action.name} is running…`,
      waitingBar(at),
    ),
  );
  const foot = element("div", { class: "reply-foot" });
  const entry = element(
    "article",
    {
      class: "message reply",
      tabindex: -1,
      "aria-label": `${action.name} is running`,
      "aria-busy": "true",
      "data-slug": action.slug,
      "data-exchange": id,
      "data-key": `reply-${id}`,
    },
    element("span", { class: "gutter" }, monogram(action)),
    element(
      "div",
      { class: "message-body" },
      element(
        "header",
        { class: "message-head" },
        element("span", { class: "message-sender", dir: "auto" }, action.name),
        element("span", { class: "tag" }, late === undefined ? "action" : "late reply"),
        element("time", { class: "message-time" }, formatTime(at)),
        element("span", { class: "private" }, icon("eye"), "Only visible to you"),
      ),
      quote,
      body,
      foot,
    ),
  );
  const settle = (label: string, content: HTMLElement): void => {
    entry.removeAttribute("aria-busy");
    entry.setAttribute("aria-label", label);
    body.replaceChildren(content);
  };
  return {
    entry,
    personId,
    show(report) {
      settle(
        `${late === undefined ? "Reply" : "Late reply"} of ${action.name}, only visible to you`,
        drawReply(report),
      );
      const facts = [
        report.response === undefined ? report.outcome : `HTTP ${report.response.status}`,
        ...(report.lambda === undefined ? [] : [report.lambda.cold ? "cold" : "warm"]),
        formatMs(report.ms),
      ];
      const button = element(
        "button",
        { class: "inspect", type: "button" },
        element("span", { class: "visually-hidden" }, `Inspect this invocation of ${action.name}: `),
        facts.join(" · "),
        icon("arrow"),
      );
      button.addEventListener("click", () => inspect(report));
      foot.replaceChildren(button);
    },
    fail: (sentence) =>
      settle(
        `${action.name} did not run`,
        element("div", { class: "problem", role: "alert" }, icon("cross"), element("p", {}, sentence)),
      ),
  };
}
