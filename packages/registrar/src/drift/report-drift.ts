import { countDifferences, type DriftReport } from "./drift-report.ts";
import type { DriftAnswer } from "./serve-drift.ts";

/** How a run ended: an answer, or the code of a failure and its reason, which holds no secret. */
export type DriftRun =
  | (DriftAnswer & { readonly reason?: never })
  | { readonly outcome: string; readonly report?: never; readonly reason: string };

/**
 * Writes one line that is both the log entry and, in CloudWatch's embedded metric format, the metrics `Drifted`, `Orphans`
 * and `LookAlikes` by stage, and `DriftRuns` by stage and outcome. Fields are named, their values are not.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function reportDrift(
  { namespace, stage }: { readonly namespace: string; readonly stage: string },
  { outcome, report, reason }: DriftRun,
  write: (line: string) => void,
): void {
  const values = report === undefined ? {} : toValues(report);
  const metrics = [
    { Namespace: namespace, Dimensions: [["Stage", "Outcome"]], Metrics: [{ Name: "DriftRuns", Unit: "Count" }] },
    ...(report === undefined
      ? []
      : [
          {
            Namespace: namespace,
            Dimensions: [["Stage"]],
            Metrics: Object.keys(values).map((Name) => ({ Name, Unit: "Count" })),
          },
        ]),
  ];
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics },
    Stage: stage,
    Outcome: outcome,
    DriftRuns: 1,
    ...values,
    ...(reason === undefined ? {} : { reason }),
    ...(report === undefined
      ? {}
      : { differences: toDetails(report), lookAlikes: report.lookAlikes.map(({ id, like }) => ({ id, like })) }),
  };
  write(`${JSON.stringify(line)}\n`);
}

function toValues(report: DriftReport): Record<"Drifted" | "Orphans" | "LookAlikes", number> {
  const { orphans, lookAlikes } = report;
  return { Drifted: countDifferences(report) - orphans.length, Orphans: orphans.length, LookAlikes: lookAlikes.length };
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
