import type { InvocationReport } from "@cliq-actions/simulator/page-api";
import { toTerminalText } from "@cliq-actions/simulator/start/to-terminal-text";

/** What came of a replay, for a terminal: how it ended, what was answered, and where the page shows it. */
export function printReplay(report: InvocationReport, page: string): string {
  const { id, action, response, outcome, ms, problem, output, failure, lambda } = report;
  const ended = response === undefined ? outcome : `HTTP ${response.status}`;
  const facts = [lambda?.outcome, `${Math.round(ms)} ms`, lambda?.reference && `ref ${lambda.reference}`].filter(
    Boolean,
  );
  return [
    `${toTerminalText(action.name)}: ${ended} (${facts.join(", ")})`,
    ...(failure === undefined
      ? []
      : [`${failure.place ?? ""} ${failure.name}: ${toTerminalText(failure.message, "  ")}`.trim()]),
    ...(problem === undefined ? [] : [toTerminalText(problem)]),
    ...(output === undefined ? [] : [toTerminalText(JSON.stringify(output, undefined, 2))]),
    new URL(`#/exchange/${id}`, page).href,
  ].join("\n");
}
