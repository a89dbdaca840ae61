import { seededRandom } from "@cliq-actions/registrar/testing/seeded-random";
import type { Draw } from "./draws.ts";
import { environments, type EnvironmentLimits } from "./environments.ts";
import { openSystem, type PlacesLimit, type RateLimit } from "./systems.ts";
import { type Rate, tokenBucket } from "./token-bucket.ts";
import { virtualTime } from "./virtual-time.ts";

/** What clicks go through; what is left out has no limit and takes no time. */
export interface Path {
  /** Time from one click to the next. */
  readonly between: Draw;
  /** Clicks come for so long; then those under way are waited for. */
  readonly lastsMs: number;
  /** The API's throttle. */
  readonly door?: Rate;
  readonly lambda?: {
    readonly limits: EnvironmentLimits;
    /** Own work of a request in an environment that is there, and in one that has to be started, without the system. */
    readonly warm: Draw;
    readonly cold: Draw;
  };
  /** What every click calls, or with `once` each environment until it was served. */
  readonly system?: { readonly limit: PlacesLimit | RateLimit; readonly once?: boolean };
  readonly seed: number;
}

/** What became of the clicks. */
export interface Outcome {
  readonly clicks: number;
  readonly answered: number;
  readonly refusedAtDoor: number;
  readonly refusedByLambda: number;
  readonly failedInSystem: number;
  readonly coldStarts: number;
  readonly mostAtOnce: number;
  /** Milliseconds in the line of a system, of those it served or that gave up. */
  readonly meanWaitMs: number;
  /** From click to answer, of the answered. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly meanMs: number;
  /** Clicks under way, on average over the time until the last one ended. */
  readonly meanUnderWay: number;
  readonly endedAtMs: number;
}

/** Lets clicks go their way in virtual time. The same path gives the same outcome. */
export function simulate(path: Path): Outcome {
  const time = virtualTime();
  const random = seededRandom(path.seed);
  const mayEnter = path.door === undefined ? () => true : tokenBucket(path.door, time);
  const lambda = path.lambda && { ...path.lambda, environments: environments(path.lambda.limits, time) };
  const call = path.system && openSystem(path.system.limit, time, random);
  const count = { clicks: 0, refusedAtDoor: 0, refusedByLambda: 0, failedInSystem: 0, coldStarts: 0 };
  const answeredMs: number[] = [];
  let [waited, waitedMs, underWay, underWayMs, changedMs, endedAtMs] = [0, 0, 0, 0, 0, 0];

  const change = (by: 1 | -1): void => {
    underWayMs += underWay * (time.nowMs - changedMs);
    changedMs = time.nowMs;
    underWay += by;
    if (by < 0) endedAtMs = time.nowMs;
  };

  const click = (): void => {
    count.clicks += 1;
    if (!mayEnter()) {
      count.refusedAtDoor += 1;
      return;
    }
    const environment = lambda?.environments.take();
    if (lambda !== undefined && environment === undefined) {
      count.refusedByLambda += 1;
      return;
    }
    const isCold = environment?.isCold === true;
    if (isCold) count.coldStarts += 1;
    const cameMs = time.nowMs;
    change(1);
    const end = (isAnswered: boolean): void => {
      if (environment !== undefined) lambda?.environments.giveBack(environment, time.nowMs - cameMs);
      change(-1);
      if (isAnswered) answeredMs.push(time.nowMs - cameMs);
      else count.failedInSystem += 1;
    };
    const goOn = (): void => {
      if (call === undefined || (path.system?.once === true && environment?.isReady === true)) {
        end(true);
        return;
      }
      call((isServed, lineMs) => {
        waited += 1;
        waitedMs += lineMs;
        if (isServed && environment !== undefined) environment.isReady = true;
        end(isServed);
      });
    };
    if (lambda === undefined) goOn();
    else time.after(lambda[isCold ? "cold" : "warm"](random), goOn);
  };

  const arrive = (): void => {
    if (time.nowMs >= path.lastsMs) return;
    click();
    time.after(path.between(random), arrive);
  };
  time.after(path.between(random), arrive);
  time.run();
  const sorted = Float64Array.from(answeredMs).toSorted();
  const share = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
  const totalMs = answeredMs.reduce((sum, ms) => sum + ms, 0);
  return {
    ...count,
    answered: answeredMs.length,
    mostAtOnce: lambda?.environments.mostAtOnce ?? 0,
    meanWaitMs: waited === 0 ? 0 : waitedMs / waited,
    p50Ms: share(0.5),
    p99Ms: share(0.99),
    meanMs: answeredMs.length === 0 ? NaN : totalMs / answeredMs.length,
    meanUnderWay: endedAtMs === 0 ? 0 : underWayMs / endedAtMs,
    endedAtMs,
  };
}
