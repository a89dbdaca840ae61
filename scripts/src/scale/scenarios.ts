import { webhookDefaults } from "@cliq-actions/infra/webhook-defaults";
import { constant, exponential } from "./simulation/draws.ts";
import type { Path } from "./simulation/simulate.ts";
import { meanWaitMs, meanWaitOfOneMs, throttledByStep } from "./simulation/theory.ts";
import type { Rate } from "./simulation/token-bucket.ts";

/** Clicks that go their way in the simulation, and what is known of them without it. */
export interface Scenario {
  readonly what: string;
  readonly perSecond: number;
  readonly path: Path;
  /** Mean time in line by theory, in milliseconds, where there is one. */
  readonly expectedWaitMs?: number;
  /** Until a function has grown to what it needs, by theory. */
  readonly growsForSeconds?: number;
}

const seed = 20_261_129;

/** Clicks by chance, from nothing to their rate at once: the worst that can come. */
const clicks = (perSecond: number, seconds: number): Pick<Path, "between" | "lastsMs" | "seed"> => ({
  between: exponential(1_000 / perSecond),
  lastsMs: seconds * 1_000,
  seed,
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const accountDoor: Rate = { perSecond: 10_000, burst: 5_000 };
const stageDoor: Rate = {
  perSecond: webhookDefaults.throttle.rateLimit,
  burst: webhookDefaults.throttle.burstLimit,
};
/** https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html */
const growth: Rate = { perSecond: 100, burst: 1_000 };

/** A function whose click takes 10 ms, and 250 ms where Lambda has to start an environment. */
const lambda = (atOnce: number, warmMs = 10): NonNullable<Path["lambda"]> => ({
  limits: { atOnce, growth, leastHeldMs: 100, idleMs: 300_000 },
  warm: constant(warmMs),
  cold: constant(warmMs + 240),
});

const frontDoor = (what: string, perSecond: number, door: Rate, atOnce: number): Scenario => {
  const entering = Math.min(perSecond, door.perSecond);
  const step = { perSecond: entering, heldMs: 100, burst: growth.burst, growthPerSecond: growth.perSecond };
  return {
    what,
    perSecond,
    path: { ...clicks(perSecond, perSecond < 100_000 ? 10 : 3), door, lambda: lambda(atOnce) },
    ...(atOnce > growth.burst ? { growsForSeconds: throttledByStep(step).seconds } : {}),
  };
};

const raisedDoor: Rate = { perSecond: 120_000, burst: 60_000 };

/** Through the API into one function that calls nobody. */
export const frontDoors: readonly Scenario[] = [
  frontDoor("as deployed", 10, stageDoor, 1_000),
  frontDoor("as deployed", 1_000, stageDoor, 1_000),
  frontDoor("as deployed", 100_000, stageDoor, 1_000),
  frontDoor("the stage's throttle raised to the account's", 1_000, accountDoor, 1_000),
  frontDoor("the stage's throttle raised to the account's", 100_000, accountDoor, 1_000),
  frontDoor("quotas raised: API 120,000 a second, Lambda 12,000 at once", 100_000, raisedDoor, 12_000),
  frontDoor("the same, one of four functions", 25_000, raisedDoor, 3_000),
  frontDoor("the same, one of ten functions", 10_000, raisedDoor, 1_200),
];

const table = (what: string, perSecond: number, capacity: number): Scenario => ({
  what,
  perSecond,
  path: {
    ...clicks(perSecond, perSecond > 10_000 ? 3 : 20),
    // As the client of packages/aws asks: three times, with a random pause of up to one and two seconds.
    system: {
      limit: {
        kind: "rate",
        perSecond: capacity,
        burst: capacity,
        takes: constant(6),
        attempts: 3,
        pauseMs: 1_000,
      },
    },
  },
});

/** One write a click into a table on demand. */
export const tables: readonly Scenario[] = [
  table("a new table: 4,000 writes a second", 10, 4_000),
  table("a new table: 4,000 writes a second", 1_000, 4_000),
  table("a new table: 4,000 writes a second", 10_000, 4_000),
  table("a new table: 4,000 writes a second", 100_000, 4_000),
  table("warm throughput set to 100,000 writes", 100_000, 100_000),
];

const secret = (what: string, perSecond: number, capacity: number): Scenario => ({
  what,
  perSecond,
  path: {
    ...clicks(perSecond, 20),
    lambda: lambda(1_000, 210),
    system: {
      once: true,
      limit: { kind: "rate", perSecond: capacity, burst: capacity, takes: constant(10), attempts: 3, pauseMs: 1_000 },
    },
  },
});

/** A secret that each new environment reads, of an action that calls a system for 200 ms. */
export const secrets: readonly Scenario[] = [
  secret("Parameter Store's 40 a second", 10, 40),
  secret("Parameter Store's 40 a second", 1_000, 40),
  secret("higher throughput: 10,000 a second", 1_000, 10_000),
];

const desk = (perSecond: number): Scenario => ({
  what: "20 at once, 200 ms each, given up after 4 s",
  perSecond,
  path: {
    ...clicks(perSecond, perSecond > 100 ? 60 : 2_000),
    system: { limit: { kind: "places", places: 20, takes: exponential(200), patienceMs: 4_000 } },
  },
  ...(perSecond < 100 ? { expectedWaitMs: meanWaitMs(20, perSecond, 200) } : {}),
});

/** A system outside AWS that serves a hundred clicks a second. */
export const desks: readonly Scenario[] = [desk(10), desk(80), desk(95), desk(1_000)];

/** Of the limits that Zoho's pages name the smaller one; docs/cliq.md, section 9. */
const postsAMinute = 20;
const postMs = 60_000 / postsAMinute;

const posts = (perSecond: number, seconds: number): Scenario => ({
  what: `${postsAMinute} posts a minute, one after the other, from a queue`,
  perSecond,
  path: {
    ...clicks(perSecond, seconds),
    system: { limit: { kind: "places", places: 1, takes: constant(postMs), patienceMs: Infinity } },
  },
  ...(perSecond * postMs < 1_000 ? { expectedWaitMs: meanWaitOfOneMs(perSecond, postMs) } : {}),
});

/** Clicks whose result is posted into a chat later, by way of a queue, as one Cliq user. */
export const postings: readonly Scenario[] = [posts(0.2, 400_000), posts(0.3, 400_000), posts(10, 3_600)];
