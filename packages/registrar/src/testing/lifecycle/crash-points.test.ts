import type { ManifestAction } from "@cliq-actions/core";
import { type CliqModelOptions, cliqWorlds } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { anAction, virtualStage } from "../virtual-stage.ts";
import { checkAlways, checkConvergence } from "./check-invariants.ts";
import type { Wanted } from "./wanted.ts";
import { type Course, type FakeStack, toProblems } from "./fake-stack.ts";
import { stepOf } from "./live-many.ts";
import type { fates } from "./process-life.ts";
import { type Simulation, simulate } from "./simulation.ts";

const set = (...actions: readonly ManifestAction[]): Wanted => ({ actions, version: 1 });
const before = set(anAction("a", { name: "One" }), anAction("b", { name: "Two" }), anAction("c"));
const after = {
  ...set(anAction("a", { name: "Two", permissions: ["chat"] }), anAction("b", { name: "One" }), anAction("d")),
  version: 2,
};
const calm: Course = { sending: () => ({ delaysMs: [100] }), failsElsewhere: false };
const twice: Course = { sending: () => ({ delaysMs: [100, 700] }), failsElsewhere: false };
const cancelled: Course = { sending: () => ({ delaysMs: [100], cancelAfterMs: 2_000 }), failsElsewhere: false };
const undone: Course = { ...calm, failsElsewhere: true };

/** What is struck: one operation of a stack that has lived quietly until then. */
const operations: Readonly<
  Record<string, { first?: Wanted; operate: (stack: FakeStack) => Promise<void>; ends?: Wanted }>
> = {
  "a first deployment": { operate: async (stack) => stack.deploy(before, calm), ends: before },
  "a first deployment that is delivered twice": { operate: async (stack) => stack.deploy(before, twice), ends: before },
  "a first deployment that is cancelled": { operate: async (stack) => stack.deploy(before, cancelled) },
  "a first deployment that is undone": { operate: async (stack) => stack.deploy(before, undone) },
  "an update that swaps, adds and removes": {
    first: before,
    operate: async (stack) => stack.deploy(after, calm),
    ends: after,
  },
  "an update that is cancelled": {
    first: before,
    operate: async (stack) => stack.deploy(after, cancelled),
    ends: before,
  },
  "an update that is undone": { first: before, operate: async (stack) => stack.deploy(after, undone), ends: before },
  "the end of the stack": { first: before, operate: async (stack) => stack.remove(calm) },
};

/** Lives the operation, with the fate at that exchange of its first attempt, or of every first attempt. */
async function strike(
  name: keyof typeof operations,
  at: number,
  how: (typeof fates)[number],
  options: CliqModelOptions,
) {
  const { first, operate, ends } = operations[name] ?? { operate: async () => undefined };
  let isStruck = false;
  let isArmed = false;
  const struck = (): void => void (isStruck = true);
  const simulation: Simulation = simulate({
    options,
    plan: (attempt) => (isArmed && attempt === 1 && !isStruck ? { fate: { at, how, struck } } : {}),
  });
  const { organisation } = simulation;
  const stack = simulation.newStack();
  await simulation.run(async () => {
    organisation.createByHand("Theirs");
    if (first !== undefined) await stack.deploy(first, calm);
    await simulation.world.sleep(120_000);
    isArmed = true;
    await operate(stack);
    isArmed = false;
    await simulation.untilQuiet();
    if (stack.status() !== "steady") await stack.retry(calm);
    await simulation.untilQuiet();
  });
  const violations = [...checkConvergence(simulation), ...checkAlways(simulation), ...toProblems(stack)].map(
    ({ invariant, what }) => `${invariant}: ${what}`,
  );
  if (stack.status() !== "steady") violations.push(`stuck: ${stack.reasons.at(-1) ?? ""}`);
  // A death ends in the same place as no death; only what could not be said aloud may make CloudFormation roll back.
  const endsAsWanted = stack.committed() === ends || stack.reasons.length > 0;
  return { isStruck, violations: endsAsWanted ? violations : [...violations, "it ended elsewhere"] };
}

/** Where fates strike, how, and from which exchange on at every which: thinned but for deaths in the documented Cliq. */
const places: readonly (readonly [string, CliqModelOptions, (typeof fates)[number], number, number])[] = [
  // To die before an exchange takes effect is to have died after the one before it.
  ["as documented", {}, "after", 1, 1],
  ["as documented", {}, "lost", 1, 2],
  ["as documented", {}, "hang", 2, 3],
  ["whose list lags 20 s", { listDelayMs: 20_000, reads: "sparse" }, "after", 1, 2],
  ["whose list lags 20 s", { listDelayMs: 20_000, reads: "sparse" }, "lost", 2, 3],
  ...Object.entries(cliqWorlds)
    .slice(1)
    .map(([world, options], index) => [world, options, "after", 3 + index, 16] as const),
];

describe.each(places)("in a Cliq where this is so: %s", (_world, options, how, from, step) => {
  // In the other worlds what is undone does all there is.
  it.each(Object.keys(operations).filter((name) => step < 16 || name.endsWith("undone")))(
    `an attempt that meets its fate (${how}) at one exchange of %s breaks nothing`,
    async (name) => {
      const broken: string[] = [];
      let at = from;
      for (let isStruck = true; isStruck; at += step * stepOf(2)) {
        const outcome = await strike(name, at, how, options);
        isStruck = outcome.isStruck;
        broken.push(...outcome.violations.map((what) => `at ${at}: ${what}`));
      }
      expect(broken).toEqual([]);
      expect(at).toBeGreaterThan(10);
    },
  );
});

it("what a dead process may have deleted is not taken for being there because a list that lags shows it", async () => {
  let deaths = 0;
  for (let at = 1; deaths === at - 1; at += 1) {
    const stage = virtualStage({ listDelayMs: 300_000 });
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.clock.advance(400_000);
    stage.dieAt({ at, when: "after" });
    const killed = await stage.deliver("Update", [anAction("b")]);
    stage.dieAt(undefined);
    if (killed.status !== "SUCCESS") deaths += 1;
    expect([at, await stage.deliver("Update", [anAction("a"), anAction("b")])]).toEqual([
      at,
      { status: "SUCCESS", count: "2" },
    ]);
    expect(
      stage.model
        .actions()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Do a", "Do b"]);
  }
  expect(deaths).toBeGreaterThan(10);
});
