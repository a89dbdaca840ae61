import { pollingUsd } from "./background-cost.ts";
import { computeUsd, millionUsd } from "./cost.ts";
import { metricSeries } from "./log-volume.ts";
import type { Durations } from "./measured.ts";
import { metricsUsd, prices } from "./prices.ts";
import type { Workload } from "./workloads.ts";

/** A stage as its bill sees it; its clicks are shared equally among its actions. */
export interface BilledStage {
  readonly actions: readonly { readonly workload: Workload; readonly durations: Durations }[];
  /** Tables of the actions' own; the ledger is counted with the stage, a table of jobs with its worker. */
  readonly tables: number;
}

/** What runs while nobody clicks. */
export const idleWork = {
  keeperEveryMinutes: 25,
  driftEveryHours: 24,
  /** Assumed of both, like waiting elsewhere. */
  runMs: 1_000,
  memoryMb: 256,
  /** Parameters that a run of the keeper has decrypted or encrypted: one, and three more at every other run. */
  kmsPerRun: 2.5,
} as const;

const hoursAMonth = 30 * 24;

/** Outcomes that clicks of a usual stage have: `replied` and `user_error`. */
const usualOutcomes = 2;

/** Metrics that the alarms of a stage look at; CloudWatch bills an alarm by them. A test compares with the synthesised stack. */
export function alarmMetrics({
  actions,
  tables,
  workers,
}: Readonly<Record<"actions" | "tables" | "workers", number>>): number {
  return 33 + 2 * actions + 2 * tables + 6 * workers;
}

/** Dollars for a month of 30 days with so many clicks. */
export function monthUsd({ actions, tables }: BilledStage, clicks: number, memoryMb: number): Record<string, number> {
  const each = clicks / actions.length / 1_000_000;
  const total = (usdOf: (action: BilledStage["actions"][number]) => number): number =>
    actions.reduce((sum, action) => sum + each * usdOf(action), 0);
  const services = total(({ workload }) => sumOf(Object.values(workload.services)));
  const workers = actions.filter(({ workload }) => workload.background !== undefined).length;
  return {
    alarms: alarmMetrics({ actions: actions.length, tables, workers }) * prices.alarmMetricMonth.usd,
    "own metrics": ownMetricsUsd(clicks),
    "token keeper, drift check": idleUsd(),
    "asking queues for work": pollingUsd(workers),
    "clicks: API, functions, logs, data":
      total(({ workload, durations }) => sumOf(Object.values(millionUsd(durations, workload, memoryMb)))) - services,
    "what the actions call": services,
  };
}

/** Two series of the drift check have a value in one hour a day; those of clicks in as many hours as have a click, at most. */
function ownMetricsUsd(clicks: number): number {
  const driftHours = hoursAMonth / idleWork.driftEveryHours;
  const clickHours = Math.min(clicks, hoursAMonth);
  const series = 2 * driftHours + metricSeries(clicks === 0 ? 0 : usualOutcomes) * clickHours;
  return metricsUsd(series / hoursAMonth);
}

function idleUsd(): number {
  const { keeperEveryMinutes, driftEveryHours, runMs, memoryMb, kmsPerRun } = idleWork;
  const keeperRuns = (hoursAMonth * 60) / keeperEveryMinutes;
  const runs = keeperRuns + hoursAMonth / driftEveryHours;
  const perMillion = computeUsd({ warm: runMs, cold: runMs }, memoryMb) + prices.lambdaMillion.usd;
  return (runs * perMillion) / 1_000_000 + (keeperRuns * kmsPerRun * prices.kmsTenThousand.usd) / 10_000;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
