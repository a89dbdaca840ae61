import type { PlannedField, PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";
import { clip } from "../stage/clip.ts";
import { toText } from "../stage/to-text.ts";
import { wrap } from "../stage/wrap.ts";
import type { StagePlan } from "./stage-plan.ts";

const signs: Readonly<Record<PlannedItem["change"], string>> = {
  create: "+",
  update: "~",
  replace: "±",
  adopt: ">",
  conflict: "!",
  delete: "-",
  forget: "×",
  unseen: "?",
  none: "=",
};

/** The plan for a terminal of 80 columns; arrows go from what Cliq holds to what is declared, as in drift. */
export function printPlan(plan: StagePlan): string {
  const where = plan.deployed ? "" : ", not deployed yet";
  const rows = plan.items.flatMap((item) => [toRow(item), ...toDetails(item)]);
  return [
    `Stage ${plan.stage} (stack ${plan.stack}${where})`,
    "",
    ...(rows.length === 0
      ? [plan.lost === undefined ? "  Nothing is declared, and the ledger has nothing." : "  Nothing is declared."]
      : rows),
    "",
    ...(plan.lost === undefined ? [] : [...wrap(plan.lost, "! "), ""]),
    ...plan.problems.flatMap((problem) => [...wrap(problem, "! "), ""]),
    ...wrap(summarise(plan)),
    ...wrap(describeCost(plan)),
  ].join("\n");
}

function toRow({ change, slug, name, id, kind }: PlannedItem): string {
  const what = kind === "function" ? `${slug} (function)` : slug;
  const row = `${signs[change]} ${(change === "none" ? "no change" : change).padEnd(10)}${clip(what, 27).padEnd(29)}${clip(name, 30).padEnd(32)}`;
  const withId = id === undefined ? row : `${row.trimEnd()}\n      id ${id}`;
  return change === "none" ? row.trimEnd() : withId.trimEnd();
}

function toDetails({ fields = [], note, change }: PlannedItem): string[] {
  return [
    ...(change === "none" ? [] : fields).flatMap(toFieldLines),
    ...(note === undefined ? [] : wrap(note, "      ")),
  ];
}

function toFieldLines({ field, from, to }: PlannedField): string[] {
  const values = from === undefined ? `unknown → ${toText(to)}` : `${toText(from)} → ${toText(to)}`;
  return wrap(`${field.padEnd(18)} ${values}`, "      ", 19);
}

/** How many of each change there are, in one sentence. */
export function summarise({ items, problems, lost }: StagePlan): string {
  const changes = Object.keys(signs).filter((change) => change !== "none");
  const counts = changes.flatMap((change) => {
    const count = items.filter((item) => item.change === change).length;
    if (count === 0) return [];
    if (change === "unseen") return [`${count} not shown to this access`];
    return [change === "conflict" ? `${count} ${count === 1 ? "conflict" : "conflicts"}` : `${count} to ${change}`];
  });
  if (counts.length === 0 && problems.length === 0)
    return lost !== undefined
      ? "No changes are known, for the ledger does not tell what is registered."
      : "No changes: Cliq holds what is declared, as far as it shows.";
  const fails = problems.length > 0 || items.some(({ change }) => change === "conflict");
  return `${counts.join(", ")}.${fails ? " The deployment would fail." : ""}`;
}

/** What the deployment costs, in one or two sentences. */
export function describeCost({ cost: { calls, ms, share } }: StagePlan): string {
  const total = calls.reduce((sum, one) => sum + one.calls, 0);
  const each = calls
    .map(({ operation, calls: count, perMinute }) => `${operation} ${count} (${perMinute}/min)`)
    .join(", ");
  return `It takes ${total === 1 ? "one call" : `${total} calls`} to Cliq and about ${toMinutes(ms)} within ${Math.round(share * 100)} % of its limits: ${each}.`;
}

function toMinutes(ms: number): string {
  if (ms < 60_000) return `${Math.max(1, Math.round(ms / 1_000))} seconds`.replace(/^1 seconds$/, "a second");
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
