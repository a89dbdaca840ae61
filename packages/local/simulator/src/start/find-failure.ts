import type { InvocationReport } from "../page-api.ts";
import { toldOutcomes } from "../page/exchange/told-outcomes.ts";
import { parseOutput } from "../page/reply/parse-output.ts";

/** Outcomes in which the action did what its author wrote: it replied, or told the person what stands in the way. */
const worked = new Set(["replied", ...toldOutcomes]);

/**
 * Why a click did not work, in a sentence; nothing when it did, that is when HTTP 200 came with a reply Cliq can show.
 * A failure banner is such a reply when it says the author's own sentence (a sample message may well lack the number an
 * action looks for), and not one when it stands for an error. The outcome in the log line tells which, never the text.
 */
export function findFailure({ response, outcome, problem, output, lambda }: InvocationReport): string | undefined {
  if (problem !== undefined) return problem;
  if (response?.status !== 200)
    return response === undefined ? outcome : `The answer has the status ${response.status}.`;
  if (lambda?.outcome !== undefined) {
    return worked.has(lambda.outcome) ? undefined : `${lambda.outcome}: ${JSON.stringify(output)}`;
  }
  const drawing = parseOutput(output);
  return drawing.kind === "banner" && drawing.failed ? drawing.text : undefined;
}
