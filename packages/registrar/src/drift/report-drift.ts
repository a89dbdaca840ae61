import { toMetricLine } from "../log-lines.ts";
import { countDifferences, type DriftReport } from "./find-drift.ts";
import type { DriftAnswer } from "./serve-drift.ts";

/** How a run ended: an answer, or the code of a failure and its reason, which holds no secret. */
export type DriftRun =
  | (DriftAnswer & { readonly reason?: never })
  | { readonly outcome: string; readonly report?: never; readonly reason: string };

/**
 * The line of a run, with the metrics `Drifted` and `Orphans` by stage. Fields are named, their values are not.
 */
export function reportDrift(
  { namespace, stage }: { readonly namespace: string; readonly stage: string },
  { outcome, report, reason }: DriftRun,
  write: (line: string) => void,
): void {
  const details =
    report === undefined
      ? {}
      : { differences: toDetails(report), lookAlikes: report.lookAlikes.map(({ id, like }) => ({ id, like })) };
  const counts = report === undefined ? {} : toCounts(report);
  write(
    toMetricLine(
      { namespace, stage, outcome },
      { by: ["Stage"], counts },
      {
        ...(reason === undefined ? {} : { reason }),
        ...details,
      },
    ),
  );
}

function toCounts(report: DriftReport): Record<"Drifted" | "Orphans", number> {
  const orphans = report.orphans.length;
  return { Drifted: countDifferences(report) - orphans, Orphans: orphans };
}

function toDetails({ items, orphans }: DriftReport): readonly object[] {
  const drifted = items.filter(({ state }) => state !== "same");
  return [
    ...drifted.map(({ slug, id, state, fields }) => ({
      slug,
      id,
      state,
      fields: fields.filter(({ verdict }) => verdict === "drifted").map(({ field }) => field),
    })),
    ...orphans.map(({ id, kind }) => ({ id, kind, state: "orphan" })),
  ];
}
