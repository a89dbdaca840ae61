import { expect, test } from "vitest";
import { constant, type Draw, exponential } from "./draws.ts";
import { type Path, simulate } from "./simulate.ts";
import { erlangB, erlangC, meanWaitMs, meanWaitOfOneMs, throttledByStep } from "./theory.ts";

const unlimited = { perSecond: 1_000, burst: Infinity };

/** Clicks by chance, so many a second, for so long that a mean says something. */
function queue(perSecond: number, places: number, takes: Draw, more: Partial<Path> = {}): ReturnType<typeof simulate> {
  const limit = { kind: "places", places, takes, patienceMs: Infinity } as const;
  return simulate({ between: exponential(1_000 / perSecond), lastsMs: 2_000_000, system: { limit }, seed: 7, ...more });
}

/** A function that every click holds for so long, and that grows without a limit. */
function lambda(atOnce: number, takes: Draw): Pick<Path, "lambda"> {
  const limits = { atOnce, growth: unlimited, leastHeldMs: 0, idleMs: Infinity };
  return { lambda: { limits, warm: takes, cold: takes } };
}

function expectWithin(measured: number, expected: number, share: number): void {
  expect(Math.abs(measured / expected - 1), `${measured} instead of ${expected}`).toBeLessThan(share);
}

test("Erlang's formulas give what his tables say", () => {
  expect(erlangB(1, 1)).toBe(0.5);
  expect(erlangB(10, 5)).toBeCloseTo(0.018385, 6);
  expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
});

test.each([
  { perSecond: 80, places: 1, serviceMs: 10 },
  { perSecond: 32, places: 4, serviceMs: 100 },
  { perSecond: 90, places: 20, serviceMs: 200 },
])("$places places wait in line as Erlang C says, at $perSecond clicks a second", (one) => {
  const { perSecond, places, serviceMs } = one;
  const expected = meanWaitMs(places, perSecond, serviceMs);
  expectWithin(queue(perSecond, places, exponential(serviceMs)).meanWaitMs, expected, 0.05);
});

test("one place that always takes equally long waits as Pollaczek and Khinchine say", () => {
  expectWithin(queue(50, 1, constant(15)).meanWaitMs, meanWaitOfOneMs(50, 15), 0.03);
});

test.each([
  ["exponential", exponential(100)],
  ["constant", constant(100)],
])("concurrency that is used up throttles as Erlang B says, whatever the times are: %s", (_name, takes) => {
  const { clicks, refusedByLambda } = simulate({
    between: exponential(10),
    lastsMs: 2_000_000,
    ...lambda(10, takes),
    seed: 3,
  });
  expectWithin(refusedByLambda / clicks, erlangB(10, 10), 0.03);
});

test("Little's law holds exactly: clicks under way are their rate times the time each takes", () => {
  const outcome = queue(32, 4, exponential(100), { lastsMs: 100_000, ...lambda(1_000, exponential(20)) });
  const { answered, clicks, meanMs, meanUnderWay, endedAtMs } = outcome;
  expect(answered).toBe(clicks);
  expectWithin(meanUnderWay, (answered / endedAtMs) * meanMs, 1e-9);
});

test("the API's throttle lets through its burst and its rate, to the click", () => {
  const path = { between: constant(1), lastsMs: 60_000, door: { perSecond: 50, burst: 100 }, seed: 1 };
  const { clicks, answered, refusedAtDoor } = simulate(path);
  expect([clicks, answered, refusedAtDoor]).toEqual([59_999, 100 + 59 * 50 + 49, 59_999 - 3_099]);
  expect(simulate({ ...path, between: constant(20) }).refusedAtDoor).toBe(0);
});

test.each([
  { perSecond: 20_000, heldMs: 100 },
  { perSecond: 10_000, heldMs: 250 },
])("a step to $perSecond clicks a second is throttled as the growth of a function says", ({ perSecond, heldMs }) => {
  const growth = { perSecond: 100, burst: 1_000 };
  const limits = { atOnce: 10_000, growth, leastHeldMs: 100, idleMs: Infinity };
  const expected = throttledByStep({ perSecond, heldMs, burst: 1_000, growthPerSecond: 100 });
  const { refusedByLambda, mostAtOnce } = simulate({
    between: constant(1_000 / perSecond),
    lastsMs: expected.seconds * 1_000 + 2_000,
    lambda: { limits, warm: constant(heldMs), cold: constant(heldMs) },
    seed: 1,
  });
  expectWithin(refusedByLambda, expected.clicks, 0.003);
  expectWithin(mostAtOnce, (perSecond * heldMs) / 1_000, 0.01);
});

test("a short request counts for a tenth of a second, and its environment is free again at once", () => {
  const limits = { atOnce: 100, growth: unlimited, leastHeldMs: 100, idleMs: Infinity };
  const times = { warm: constant(5), cold: constant(5) };
  const { clicks, answered, coldStarts, mostAtOnce } = simulate({
    between: constant(0.5),
    lastsMs: 10_000,
    lambda: { limits, ...times },
    seed: 1,
  });
  expectWithin(answered / clicks, 0.5, 0.01);
  expect([mostAtOnce, coldStarts]).toEqual([100, 10]);
});

test("an environment that nobody needed for long enough is gone, the one used last is used first", () => {
  const limits = { atOnce: 100, growth: unlimited, leastHeldMs: 0, idleMs: 1_000 };
  const path = { lastsMs: 60_000, lambda: { limits, warm: constant(10), cold: constant(10) }, seed: 1 };
  expect(simulate({ ...path, between: constant(900) })).toMatchObject({ clicks: 66, coldStarts: 1 });
  expect(simulate({ ...path, between: constant(1_100) })).toMatchObject({ clicks: 54, coldStarts: 54 });
});

test("a system beyond its rate refuses, and asking again adds to it without getting more done", () => {
  const limit = { kind: "rate", perSecond: 100, burst: 10, takes: constant(5), pauseMs: 1_000 } as const;
  const path = { between: constant(4), lastsMs: 100_000, seed: 5 };
  const once = simulate({ ...path, system: { limit: { ...limit, attempts: 1 } } });
  const thrice = simulate({ ...path, system: { limit: { ...limit, attempts: 3 } } });
  expectWithin(once.answered, 10_000, 0.002);
  expectWithin(thrice.answered, 10_000, 0.03);
  expect(thrice.failedInSystem).toBeGreaterThan(14_000);
  expect(thrice.meanMs).toBeGreaterThan(once.meanMs);
});

test("who waits in line longer than it will gives up, and does not take a place later", () => {
  const limit = { kind: "places", places: 1, takes: constant(100), patienceMs: 1_000 } as const;
  const { clicks, answered, failedInSystem, p99Ms, meanUnderWay } = simulate({
    between: constant(50),
    lastsMs: 100_000,
    system: { limit },
    seed: 1,
  });
  expect(answered + failedInSystem).toBe(clicks);
  expectWithin(answered, 1_000, 0.02);
  expect(p99Ms).toBeLessThanOrEqual(1_100);
  expect(meanUnderWay).toBeLessThan(22);
});

test("what an environment needs once is asked for until it was given", () => {
  const limits = { atOnce: 100, growth: unlimited, leastHeldMs: 0, idleMs: Infinity };
  const limit = { kind: "rate", perSecond: 2, burst: 1, takes: constant(5), attempts: 1, pauseMs: 0 } as const;
  const path = { between: constant(50), lastsMs: 1_000, seed: 1, system: { limit, once: true } };
  const outcome = simulate({ ...path, lambda: { limits, warm: constant(10), cold: constant(120) } });
  // Three start before the first is free. That one is served at once, the one used after it half a second later.
  expect(outcome).toMatchObject({ clicks: 19, coldStarts: 3, failedInSystem: 11, answered: 8 });
});

test("the same seed gives the same outcome, and another one another", () => {
  const run = (seed: number): object => queue(32, 4, exponential(100), { lastsMs: 10_000, seed });
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});
