import { element } from "../dom/element.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { parseOutput } from "../reply/parse-output.ts";
import type { Exchange } from "../state/exchanges.ts";
import { failureView } from "./failure-view.ts";

/** Why a click did not give its person what they asked for: what the action failed with, then what came of it. */
export function reasonView({ report, refusal }: Exchange): HTMLElement[] {
  const failure = report?.failure && failureView(report.failure, report.lambda?.outcome);
  const sentence = refusal ?? (report && toSentence(report));
  return [
    ...(failure === undefined ? [] : [failure]),
    ...(sentence === undefined ? [] : [element("p", { class: "exchange-problem" }, sentence)]),
  ];
}

function toSentence(report: NonNullable<Exchange["report"]>): string | undefined {
  const problem = explainProblem(report);
  if (problem !== undefined) return problem;
  const drawing = parseOutput(report.output);
  return drawing.kind === "banner" && drawing.failed ? `The person was told: ${drawing.text}` : undefined;
}
