import type { PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";
import { toText } from "../stage/to-text.ts";
import { describeCost, summarise } from "./print-plan.ts";
import type { StagePlan } from "./stage-plan.ts";

/** The plan as GitHub shows it in the summary of a job. */
export function toMarkdown(plan: StagePlan): string {
  const changed = plan.items.filter(({ change }) => change !== "none");
  const table = ["| change | action | name in Cliq | what |", "| --- | --- | --- | --- |", ...changed.map(toRow)];
  return [
    `### Cliq plan, stage ${plan.stage}`,
    "",
    ...(changed.length === 0 ? [] : [...table, ""]),
    ...(plan.lost === undefined ? [] : [`- **${escape(plan.lost)}**`]),
    ...plan.problems.map((problem) => `- **${escape(problem)}**`),
    `${escape(summarise(plan))} ${escape(describeCost(plan))}`,
    "",
    "",
  ].join("\n");
}

function toRow({ change, slug, name, fields = [], note }: PlannedItem): string {
  const values = fields.map(
    ({ field, from, to }) =>
      `${escape(field)}: ${from === undefined ? "unknown" : escape(toText(from))} → ${escape(toText(to))}`,
  );
  const what = [...values, ...(note === undefined ? [] : [escape(note)])].join("<br>");
  return `| **${change}** | ${escape(slug)} | ${escape(name)} | ${what} |`;
}

/** Names are people's words: they must not become markup, nor end a cell. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|&]/g, (character) => `&#${character.codePointAt(0)};`).replaceAll(/\s+/g, " ");
}
