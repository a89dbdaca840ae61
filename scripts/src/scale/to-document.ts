import { bestSize, billedMs, millionUsd, sizesMb } from "./cost.ts";
import type { Measured } from "./measured.ts";
import { prices, pricesAsOf } from "./prices.ts";
import { desks, frontDoors, postings, secrets, tables } from "./scenarios.ts";
import { simulate } from "./simulation/simulate.ts";
import { workloads } from "./workloads.ts";

/** Everything that the tables say, for programs. */
export function toDocument(measured: Measured): object {
  const scenarios = { frontDoors, tables, secrets, desks, postings };
  return {
    pricesAsOf,
    prices,
    measured,
    costs: workloads.flatMap((workload) => {
      const durations = measured.actions[workload.name];
      if (durations === undefined) return [];
      const best = bestSize(durations, workload);
      return sizesMb.map((memoryMb) => ({
        action: workload.name,
        memoryMb,
        isBest: memoryMb === best,
        billedMs: billedMs(durations, workload, memoryMb),
        usdPerMillion: millionUsd(durations, workload, memoryMb),
      }));
    }),
    simulated: Object.fromEntries(
      Object.entries(scenarios).map(([name, list]) => [
        name,
        list.map(({ what, perSecond, path, ...theory }) => ({ what, perSecond, ...theory, ...simulate(path) })),
      ]),
    ),
  };
}
