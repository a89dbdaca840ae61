import { toTable } from "../terminal/to-table.ts";
import type { Run, Simulated } from "./simulate-all.ts";
import type { Outcome } from "./simulation/simulate.ts";
import { toCount } from "./to-number.ts";

/** What becomes of clicks at each limit, as tables by their names. */
export function simulatedTables(simulated: Simulated): Record<string, string> {
  return {
    "front door": frontDoorTable(simulated.frontDoors),
    table: rateTable(simulated.tables),
    secret: rateTable(simulated.secrets),
    desk: lineTable(simulated.desks),
    posts: lineTable(simulated.postings),
  };
}

function frontDoorTable(runs: readonly Run[]): string {
  return toTable(
    [
      "limits",
      "clicks a second",
      "answered",
      "429 by the API",
      "throttled by Lambda",
      "grown after, s",
      "cold starts",
    ].concat(["counted at once", "p99, ms"]),
    runs.map(({ scenario, outcome }) => [
      scenario.what,
      toCount(scenario.perSecond),
      toShare(outcome.answered, outcome),
      toShare(outcome.refusedAtDoor, outcome),
      toShare(outcome.refusedByLambda, outcome),
      scenario.growsForSeconds?.toFixed(0) ?? "",
      toCount(outcome.coldStarts),
      toCount(outcome.mostAtOnce),
      outcome.p99Ms.toFixed(0),
    ]),
  );
}

function rateTable(runs: readonly Run[]): string {
  return toTable(
    [
      "limit",
      "clicks a second",
      "answered",
      "failed after three attempts",
      "throttled by Lambda",
      "p50, ms",
      "p99, ms",
    ],
    runs.map(({ scenario, outcome }) => [
      scenario.what,
      toCount(scenario.perSecond),
      toShare(outcome.answered, outcome),
      toShare(outcome.failedInSystem, outcome),
      toShare(outcome.refusedByLambda, outcome),
      outcome.p50Ms.toFixed(0),
      outcome.p99Ms.toFixed(0),
    ]),
  );
}

function lineTable(runs: readonly Run[]): string {
  return toTable(
    ["limit", "clicks a second", "for", "served", "given up", "mean wait, s", "by theory", "p99 until served, s"],
    runs.map(({ scenario, outcome }) => [
      scenario.what,
      String(scenario.perSecond),
      toTime(scenario.path.lastsMs),
      toShare(outcome.answered, outcome),
      toShare(outcome.failedInSystem, outcome),
      toSeconds(outcome.meanWaitMs),
      scenario.expectedWaitMs === undefined ? "" : toSeconds(scenario.expectedWaitMs),
      toSeconds(outcome.p99Ms),
    ]),
  );
}

function toShare(part: number, { clicks }: Outcome): string {
  return `${((100 * part) / clicks).toFixed(1)} %`;
}

function toSeconds(ms: number): string {
  return ms >= 100_000 ? toCount(Math.round(ms / 1_000)) : (ms / 1_000).toFixed(ms < 100 ? 4 : 2);
}

function toTime(ms: number): string {
  const [minutes, hours] = [ms / 60_000, ms / 3_600_000];
  return hours >= 1 ? `${hours.toFixed(0)} h` : `${minutes.toFixed(0)} min`;
}
