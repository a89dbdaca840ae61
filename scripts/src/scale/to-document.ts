import { stageMonths } from "./stage-months.ts";
import { bestSize, billedMs, millionUsd, sizesMb } from "./cost.ts";
import type { Measured } from "./measured.ts";
import { prices, pricesAsOf } from "./prices.ts";
import type { Simulated } from "./simulate-all.ts";
import { workloads } from "./workloads.ts";

/** Everything that the tables say, for programs. */
export function toDocument(measured: Measured, simulated: Simulated): object {
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
    stages: stageMonths(measured),
    simulated: Object.fromEntries(
      Object.entries(simulated).map(([name, runs]) => [
        name,
        runs.map(({ scenario: { what, perSecond, expectedWaitMs, growsForSeconds }, outcome }) => ({
          what,
          perSecond,
          expectedWaitMs,
          growsForSeconds,
          ...outcome,
        })),
      ]),
    ),
  };
}
