import { explainProblem } from "../reply/explain-problem.ts";
import { parseOutput } from "../reply/parse-output.ts";
import type { Exchange } from "../state/exchanges.ts";

/** How a click stands: in one word of three, and in the word or number that says it shortest. */
export interface NamedOutcome {
  readonly kind: "running" | "answered" | "failed";
  readonly word: string;
}

/** Answered is a click whose person got what they asked for. */
export function nameOutcome({ report, refusal }: Exchange): NamedOutcome {
  if (refusal !== undefined) return { kind: "failed", word: "refused" };
  if (report === undefined) return { kind: "running", word: "running" };
  if (report.response === undefined) return { kind: "failed", word: report.outcome };
  if (report.response.status !== 200) return { kind: "failed", word: String(report.response.status) };
  if (explainProblem(report) !== undefined) return { kind: "failed", word: "not shown" };
  const drawing = parseOutput(report.output);
  return drawing.kind === "banner" && drawing.failed
    ? { kind: "failed", word: "failure" }
    : { kind: "answered", word: "200" };
}
