import { describe, expect, it } from "vitest";
import { anAction } from "../virtual-stage.ts";
import { checkAlways, checkConvergence } from "./check-invariants.ts";
import { toProblems } from "./fake-stack.ts";
import { knownBad } from "./known-bad.ts";
import { calm, set } from "./lifecycle-row.ts";
import { liveMany } from "./live-many.ts";
import { realRegistrar, type RegistrarUnderTest } from "./registrar-under-test.ts";
import { simulate } from "./simulation.ts";
import { invariants, type Violation } from "./violation.ts";

const most = 600;

it.each([
  ["no tombstone", "convergence"],
  ["no lease", "convergence"],
  ["naive", "convergence"],
] as const)("a registrar with this flaw does not pass: %s", async (flaw, invariant) => {
  const broken: string[] = [];
  for (let seed = 1; seed < most && broken.length === 0; seed += 20) {
    const reports = await liveMany(seed, 20, { registrar: knownBad[flaw] });
    broken.push(
      ...reports.flatMap(({ violations }) =>
        violations.filter((violation) => violation.invariant === invariant).map(({ what }) => what),
      ),
    );
  }
  expect(broken).not.toEqual([]);
});

it("a registrar that takes for its own whatever has the name does not pass", async () => {
  const simulation = simulate({ registrar: knownBad["no ownership proof"] });
  await simulation.run(async () => {
    simulation.organisation.createByHand("Do a");
    await simulation.newStack().deploy(set(anAction("a")), calm);
  });
  expect(checkAlways(simulation)).toMatchObject([{ invariant: "no foreign mutation" }]);
});

const rows = [
  ["forgets what it removes", "convergence", /extra/],
  ["tidies up", "no foreign mutation", /Theirs/],
  ["answers nothing", "always answered", /no answer/],
  ["answers late", "always answered", /too late/],
  ["answers twice", "always answered", /two answers/],
  ["answers at length", "always answered", /too large/],
  ["answers under another name", "always answered", /physical id/],
  ["ignores locks", "budget", /into a lock/],
  ["ignores limits", "budget", /in a minute/],
  ["loops", "bounded work", /calls for/],
  ["leaks into the log", "secrecy", /X-Amz-Signature/],
  ["leaks into its answers", "secrecy", /Bearer/],
] as const;

describe("each invariant has a registrar that it alone catches", () => {
  /** A life without chance in which everybody gets an opportunity: a lock, many actions, two stacks, a person's own. */
  const live = async (registrar: RegistrarUnderTest): Promise<readonly Violation[]> => {
    const simulation = simulate({ registrar });
    const { organisation, world } = simulation;
    const [first, second] = [simulation.newStack(), simulation.newStack()];
    const many = set(...Array.from({ length: 12 }, (_, at) => anAction(`a${at}`)));
    const violations: Violation[] = [];
    await simulation.run(async () => {
      organisation.createByHand("Theirs");
      organisation.model.inject({ on: "updateAction", kind: "throttle" });
      await first.deploy(many, calm);
      await world.sleep(120_000);
      await first.deploy({ ...many, version: 2 }, { ...calm, sending: () => ({ delaysMs: [100, 900] }) });
      await second.deploy(set(anAction("b")), calm);
      await second.remove(calm);
      await simulation.untilQuiet();
      violations.push(...checkConvergence(simulation));
    });
    violations.push(...[first, second].flatMap(toProblems), ...checkAlways(simulation));
    return violations;
  };

  it("so that no check can be emptied unseen", () => {
    expect(new Set(rows.map(([, invariant]) => invariant))).toEqual(new Set(invariants));
  });

  it("and none of them catches the real one", async () => {
    expect(await live(realRegistrar)).toEqual([]);
  });

  it.each(rows)("%s: %s", async (flaw, invariant, what) => {
    const violations = await live(knownBad[flaw]);
    expect([...new Set(violations.map((one) => one.invariant))]).toEqual([invariant]);
    expect(violations.map((one) => one.what).join("\n")).toMatch(what);
  });
});
