import { webhookDefaults } from "@cliq-actions/infra/webhook-defaults";
import { toTable } from "../terminal/to-table.ts";
import { type StageMonth, stageMonths } from "./stage-months.ts";
import { bestSize, billedMs, computeUsd, millionUsd, sizesMb } from "./cost.ts";
import { metricSeries } from "./log-volume.ts";
import type { Durations, Measured } from "./measured.ts";
import { metricsUsd, prices } from "./prices.ts";
import { toCount, toUsd } from "./to-number.ts";
import type { Simulated } from "./simulate-all.ts";
import { simulatedTables } from "./simulated-tables.ts";
import { type Workload, workloads } from "./workloads.ts";

/** The tables of docs/scale.md by their names there, as Markdown. */
export function toTables(measured: Measured, simulated: Simulated): Record<string, string> {
  const known = workloads.map((workload): Known => {
    const durations = measured.actions[workload.name];
    if (durations === undefined)
      throw new Error(`measured.json has no "${workload.name}": take a report of pnpm bench`);
    return { workload, durations };
  });
  return {
    prices: pricesTable(),
    measured: `${toWhere(measured)}\n\n${measuredTable(known)}`,
    sizes: sizesTable(known),
    stage: stageTable(stageMonths(measured)),
    services: servicesTable(known),
    month: monthTable(known),
    metrics: metricsTable(),
    ...simulatedTables(simulated),
  };
}

interface Known {
  readonly workload: Workload;
  readonly durations: Durations;
}

function toWhere({ takenOn, machine, rounds }: Measured): string {
  return `Taken on ${takenOn}: ${machine}; ${rounds.cold} cold and ${rounds.warm} warm rounds.`;
}

function pricesTable(): string {
  return toTable(
    ["what", "$", "per", "found in", "page"],
    Object.values(prices).map((price) => [
      price.of,
      String(price.usd),
      price.per,
      "seen" in price ? price.seen : "",
      price.page,
    ]),
  );
}

function measuredTable(known: readonly Known[]): string {
  const shares = [128, 512];
  return toTable(
    ["action", "start, ms", "first click, ms", "later click, CPU ms", "most memory, MB"].concat(
      shares.flatMap((memoryMb) => [`first click at ${memoryMb} MB, ms`, "by the model"]),
    ),
    known.map(({ workload, durations }) => [
      workload.name,
      durations.startMs.toFixed(1),
      durations.firstClickMs.toFixed(1),
      durations.warmCpuMs.toFixed(2),
      String(durations.peakMb),
      ...shares.flatMap((memoryMb) => {
        const alone = { ...durations, startMs: 0 };
        const model = billedMs(alone, { waitMs: 0 }, memoryMb).cold;
        return [durations.firstClickAtMs[memoryMb]?.toFixed(1) ?? "", String(model)];
      }),
    ]),
  );
}

function sizesTable(known: readonly Known[]): string {
  return toTable(
    ["action", "MB", "later click, ms", "first click, ms", "Lambda's time, $ a million", ""],
    known.flatMap(({ workload, durations }) =>
      sizesMb.map((memoryMb) => {
        const billed = billedMs(durations, workload, memoryMb);
        return [
          workload.name,
          String(memoryMb),
          String(billed.warm),
          String(billed.cold),
          toUsd(computeUsd(billed, memoryMb)),
          memoryMb === bestSize(durations, workload) ? "best" : "",
        ];
      }),
    ),
  );
}

function servicesTable(known: readonly Known[]): string {
  const costs = known.map(({ workload, durations }) => millionUsd(durations, workload, webhookDefaults.memoryMb));
  const services = [...new Set(costs.flatMap((one) => Object.keys(one)))];
  const total = costs.map((one) => toUsd(Object.values(one).reduce((sum, usd) => sum + usd, 0)));
  return toTable(
    ["$ for a million clicks", ...known.map(({ workload }) => workload.name)],
    [
      ...services.map((service) => [
        service,
        ...costs.map((one) => (one[service] === undefined ? "" : toUsd(one[service]))),
      ]),
      ["together", ...total],
    ],
  );
}

function monthTable(known: readonly Known[]): string {
  const secondsAMonth = 30 * 86_400;
  return toTable(
    ["clicks a second", "millions a month", ...known.map(({ workload }) => `${workload.name}, $`)],
    [10, 1_000, 100_000].map((perSecond) => {
      const millions = (perSecond * secondsAMonth) / 1_000_000;
      const costs = known.map(({ workload, durations }) => {
        const services = millionUsd(durations, workload, webhookDefaults.memoryMb);
        return toUsd(millions * Object.values(services).reduce((sum, usd) => sum + usd, 0));
      });
      return [toCount(perSecond), toCount(millions), ...costs];
    }),
  );
}

function stageTable(months: readonly StageMonth[]): string {
  const total = months.map(({ usd }) => toUsd(Object.values(usd).reduce((sum, one) => sum + one, 0)));
  return toTable(
    ["$ a month", ...months.map(({ stage, clicks }) => `${stage}, ${toCount(clicks)} clicks`)],
    [
      ...Object.keys(months[0]?.usd ?? {}).map((what) => [what, ...months.map(({ usd }) => toUsd(usd[what] ?? 0))]),
      ["together", ...total],
    ],
  );
}

function metricsTable(): string {
  return toTable(
    ["outcomes that clicks had", "series", "$ a month"],
    [0, 1, 2, 6, 12].map((outcomes) => {
      const series = metricSeries(outcomes);
      return [String(outcomes), String(series), toUsd(metricsUsd(series))];
    }),
  );
}
