import { checkAlways, checkConvergence } from "./check-invariants.ts";
import { chanceOfAttempt, chanceOfFault, chanceOfOrganisation, chanceOfWanted, names } from "./choices.ts";
import { type Course, type FakeStack, toProblems } from "./fake-stack.ts";
import type { AttemptPlan } from "./lambda-queue.ts";
import { stranger } from "./organisation.ts";
import type { RegistrarUnderTest } from "./registrar-under-test.ts";
import { type Chance, seededChance } from "./seeded-chance.ts";
import { type Simulation, simulate } from "./simulation.ts";
import type { Violation } from "./violation.ts";
import { toTimeline } from "./timeline.ts";

/** How one lifecycle ended. */
export interface LifecycleReport {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly events: number;
  readonly calls: number;
  /** Why CloudFormation was told that it failed, in order. */
  readonly reasons: readonly string[];
  /** What happened, line by line. */
  timeline(): readonly string[];
}

/** Lives one stack's life, or several stacks' in turn, with everything that can go wrong on the way; all of it follows from the seed. */
export async function liveThrough(seed: number, registrar?: RegistrarUnderTest): Promise<LifecycleReport> {
  const chance = seededChance(seed);
  let isQuiet = false;
  const plan = (attempt: number): AttemptPlan => (isQuiet ? {} : chanceOfAttempt(chance, attempt));
  const simulation = simulate({
    seed,
    options: chanceOfOrganisation(chance, seed),
    plan,
    isBudgetFar: seed % 4 === 0,
    ...(registrar === undefined ? {} : { registrar }),
  });
  const { organisation, world, cloudFormation } = simulation;
  const violations: Violation[] = [];
  const stacks = [simulation.newStack()];
  let isTouched = false;

  await simulation.run(async () => {
    for (let operation = chance.pick([1, 1, 1, 1, 2, 2, 3]); operation > 0; operation -= 1) {
      for (let faults = chance.whole(-2, 3); faults > 0; faults -= 1) organisation.model.inject(chanceOfFault(chance));
      isTouched = interfere(simulation, chance) || isTouched;
      await operate(
        lastOf(stacks),
        chance,
        cloudFormation.sent.map(({ requestId }) => requestId),
      );
      if (lastOf(stacks).committed() === undefined && lastOf(stacks).status() === "steady" && chance.happens(0.3))
        stacks.push(simulation.newStack());
      if (chance.happens(0.5)) organisation.model.clearFaults();
      await world.sleep(chance.pick([1_000, 3_000, 70_000, 700_000]));
    }
    organisation.model.clearFaults();
    isQuiet = true;
    await simulation.untilQuiet();
    await world.sleep(400_000);
    violations.push(
      ...(await checkQuiet(simulation, stacks, isTouched)),
      ...(isTouched || chance.happens(0.4) ? await checkFinal(simulation, lastOf(stacks), chance) : []),
    );
  });
  violations.push(...checkAlways(simulation), ...stacks.flatMap(toProblems));
  return {
    seed,
    violations,
    events: cloudFormation.sent.length,
    calls: organisation.model.calls().length,
    reasons: stacks.flatMap(({ reasons }) => reasons),
    timeline: () => toTimeline(cloudFormation, organisation),
  };
}

/** Nothing fails any more: what CloudFormation calls steady is what Cliq holds, and what is stuck comes loose. */
async function checkQuiet(
  { organisation, world }: Simulation,
  stacks: readonly FakeStack[],
  isTouched: boolean,
): Promise<readonly Violation[]> {
  const stack = lastOf(stacks);
  if (stack.status() !== "steady") {
    const wanted = new Set(stack.committed()?.actions.map(({ name }) => name));
    for (const { id, name } of organisation.theirs.values()) if (wanted.has(name)) organisation.removeByHand(id);
    await stack.retry(calm);
    await world.sleep(400_000);
    if (stack.status() !== "steady")
      return [{ invariant: "convergence", what: `stuck: ${stack.reasons.at(-1) ?? stack.status()}` }];
  }
  return isTouched ? [] : checkConvergence(organisation, stack.committed());
}

/** A last deployment or the end of the stack succeeds and is what Cliq holds, whoever has worked there by hand. */
async function checkFinal(
  { organisation, world }: Simulation,
  stack: FakeStack,
  chance: Chance,
): Promise<readonly Violation[]> {
  if (stack.status() !== "steady") return [];
  const free = names.filter((name) => ![...organisation.theirs.values()].some((action) => action.name === name));
  const wanted = chance.happens(0.5) ? chanceOfWanted(chance, free) : undefined;
  if (wanted !== undefined) await stack.deploy({ ...wanted, version: 9 }, calm);
  else if (stack.committed() !== undefined) await stack.remove(calm);
  await world.sleep(60_000);
  const committed = stack.committed();
  if (stack.status() !== "steady" || (wanted !== undefined) !== (committed !== undefined && committed.version === 9)) {
    return [{ invariant: "convergence", what: `a quiet deployment failed: ${stack.reasons.at(-1) ?? ""}` }];
  }
  return checkConvergence(organisation, committed);
}

const calm: Course = { sending: () => ({ delaysMs: [100] }), failsElsewhere: false };

async function operate(stack: FakeStack, chance: Chance, requestIds: readonly string[]): Promise<void> {
  const course: Course = {
    failsElsewhere: chance.happens(0.15),
    sending: () => ({
      delaysMs: [
        chance.happens(0.9) ? chance.whole(0, 500) : chance.whole(0, 5_000),
        ...(chance.happens(0.25) ? [chance.pick([chance.whole(0, 5_000), chance.whole(0, 150_000), 1_200_000])] : []),
      ],
      ...(chance.happens(0.2)
        ? { cancelAfterMs: chance.pick([chance.whole(0, 300), chance.whole(0, 5_000), chance.whole(0, 90_000)]) }
        : {}),
      ...(chance.happens(0.1) && requestIds.length > 0 ? { requestId: chance.pick(requestIds) } : {}),
    }),
  };
  if (stack.status() !== "steady") return stack.retry(course);
  if (stack.committed() !== undefined && chance.happens(0.3)) return stack.remove(course);
  return stack.deploy(chanceOfWanted(chance, names), course);
}

function interfere({ organisation, world }: Simulation, chance: Chance): boolean {
  if (chance.happens(0.15)) {
    const person = chance.happens(0.5) ? stranger : organisation.model.person;
    const name = chance.pick([...names, "Theirs"]);
    world.after(chance.whole(0, 20_000), () => organisation.createByHand(name, person));
  }
  if (!chance.happens(0.12)) return false;
  const [at, change] = [chance.whole(0, 2), chance.pick(["rename", "hint", "remove"] as const)];
  world.after(chance.whole(0, 20_000), () => organisation.editOurs(at, change));
  return true;
}

function lastOf<T>(values: readonly T[]): T {
  const last = values.at(-1);
  if (last === undefined) throw new Error("There is none");
  return last;
}
