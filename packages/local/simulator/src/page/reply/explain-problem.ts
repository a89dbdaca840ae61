import type { InvocationReport } from "../../page-api.ts";

/**
 * Sentences about a click that Cliq has nothing to show for. What Cliq puts on the screen then is UNKNOWN
 * (protocol page 3.1), so the page says what happened instead of inventing it.
 */
export function explainProblem(report: InvocationReport): string | undefined {
  const undocumented = "What Cliq shows a person in this case is not documented.";
  if (report.outcome === "timed-out") {
    return `Cliq waited ${Math.round(report.ms / 1000)} seconds and gave up. ${undocumented}`;
  }
  if (report.outcome === "unreachable" || report.response === undefined) {
    return `Cliq could not reach the action's address. ${undocumented}`;
  }
  if (report.response.status !== 200) {
    return `The action answered HTTP ${report.response.status}. ${statusHints.get(report.response.status) ?? ""} ${undocumented}`.replace(
      "  ",
      " ",
    );
  }
  return report.problem === undefined ? undefined : `${report.problem} ${undocumented}`;
}

const statusHints = new Map([
  [400, "The event was not one it understands."],
  [401, "It did not believe the request: a wrong credential, or a time too far from its own."],
  [403, "It serves another organisation."],
  [404, "There is no such route in the stack."],
  [413, "The event was too large."],
  [415, "The event was not JSON."],
  [500, "The function failed: its log lines are in the inspector."],
  [503, "It did not answer in time, or is not configured."],
]);
