import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { checkAlways, checkConvergence } from "./check-invariants.ts";
import type { CliqWorld } from "@cliq-actions/fake-cliq";
import { human } from "../human.ts";
import {
  chanceOfAttempt,
  chanceOfFault,
  chanceOfOrganisation,
  chanceOfWanted,
  functionNames,
  names,
  type Stock,
} from "./choices.ts";
import { type Course, type FakeStack, toProblems } from "./fake-stack.ts";
import type { AttemptPlan } from "./lambda-queue.ts";
import { handmade, type Item } from "./organisation.ts";
import type { RegistrarUnderTest } from "./registrar-under-test.ts";
import { type Chance, seededChance } from "./seeded-chance.ts";
import { type Simulation, simulate } from "./simulation.ts";
import type { Wanted } from "./wanted.ts";
import type { Violation } from "./violation.ts";
import { toTimeline } from "./timeline.ts";

/** How one lifecycle ended. */
export interface LifecycleReport {
  readonly seed: number;
  readonly world: CliqWorld;
  readonly violations: readonly Violation[];
  readonly events: number;
  readonly calls: number;
  /** Why CloudFormation was told that it failed, in order. */
  readonly reasons: readonly string[];
  /** What happened, line by line. */
  timeline(): readonly string[];
}

/** What a lifecycle is lived with; each has a default. */
export interface LifecycleTerms {
  readonly registrar?: RegistrarUnderTest;
  readonly world?: CliqWorld;
}

/** Lives one stack's life, or several stacks' in turn, with everything that can go wrong on the way; all of it follows from the seed. */
export async function liveThrough(
  seed: number,
  { registrar, world: cliqWorld = "as documented" }: LifecycleTerms = {},
): Promise<LifecycleReport> {
  const chance = seededChance(seed);
  let isQuiet = false;
  const plan = (attempt: number): AttemptPlan => (isQuiet ? {} : chanceOfAttempt(chance, attempt));
  const simulation = simulate({
    seed,
    options: chanceOfOrganisation(chance, seed, cliqWorld),
    plan,
    isBudgetFar: seed % 4 === 0,
    ...(registrar === undefined ? {} : { registrar }),
  });
  const { organisation, world, cloudFormation } = simulation;
  const violations: Violation[] = [];
  const stacks = [simulation.newStack()];
  // The same user's second stage, now and then: its names are its own, its budget is not.
  const other = chance.happens(0.2) ? simulation.newStack("dev") : undefined;
  // Where nobody sees what others have made, or may change it, a colleague's access helps nobody.
  const { visibility, foreignEdits } = organisation.options;
  const isShared = visibility !== "own" && foreignEdits !== "forbidden";
  let isTouched = false;

  await simulation.run(async () => {
    for (let operation = chance.pick([1, 1, 1, 1, 2, 2, 3]); operation > 0; operation -= 1) {
      for (let faults = chance.whole(-2, 3); faults > 0; faults -= 1) organisation.model.inject(chanceOfFault(chance));
      if (chance.happens(0.08) && isShared) organisation.giveAccess("colleague");
      isTouched = interfere(simulation, chance) || isTouched;
      const isPublic = organisation.isOfTwo();
      await Promise.all([
        operate(simulation, lastOf(stacks), {
          free: names,
          adoptable: isPublic ? [] : adoptable(simulation, lastOf(stacks)),
          isPublic,
        }),
        ...(other === undefined ? [] : [operate(simulation, other, { free: names, suffix: " (dev)", isPublic })]),
      ]);
      if (lastOf(stacks).committed() === undefined && lastOf(stacks).status() === "steady" && chance.happens(0.3))
        stacks.push(simulation.newStack());
      if (chance.happens(0.5)) organisation.model.clearFaults();
      await world.sleep(chance.pick([1_000, 3_000, 70_000, 700_000]));
    }
    organisation.model.clearFaults();
    organisation.giveAccess("first");
    isQuiet = true;
    await simulation.untilQuiet();
    await world.sleep(400_000);
    const last = [lastOf(stacks), ...(other === undefined ? [] : [other])];
    for (const stack of last) violations.push(...(await checkLoose(simulation, stack)));
    if (!isTouched && violations.length === 0) violations.push(...checkConvergence(simulation));
    if (violations.length === 0 && (isTouched || chance.happens(0.4)))
      violations.push(...(await checkFinal(simulation, last)));
  });
  violations.push(...checkAlways(simulation), ...simulation.stacks.flatMap(toProblems));
  return {
    seed,
    world: cliqWorld,
    violations,
    events: cloudFormation.sent.length,
    calls: organisation.model.calls().length,
    reasons: simulation.stacks.flatMap(({ reasons }) => reasons),
    timeline: () => toTimeline(cloudFormation, organisation),
  };
}

/** Nothing fails any more: what is stuck comes loose. */
async function checkLoose(simulation: Simulation, stack: FakeStack): Promise<readonly Violation[]> {
  const { organisation, world } = simulation;
  if (stack.status() === "steady") return [];
  const { actions = [], functions = [] } = stack.committed() ?? {};
  const wanted = new Set([...actions, ...functions].map(({ name }) => toKey(name)));
  for (const { id, name } of organisation.theirs.values()) if (wanted.has(toKey(name))) organisation.removeByHand(id);
  await stack.retry(calm);
  await followRemedy(
    simulation,
    stack,
    () => stack.status() === "steady",
    async () => undefined,
  );
  await world.sleep(400_000);
  return stack.status() === "steady"
    ? []
    : [{ invariant: "convergence", what: `stuck: ${stack.reasons.at(-1) ?? stack.status()}` }];
}

/** What only one of two users sees waits for their access, and so it is said. */
async function followRemedy(
  { organisation }: Simulation,
  stack: FakeStack,
  isDone: () => boolean,
  act: () => Promise<void>,
): Promise<void> {
  for (const as of ["colleague", "first"] as const) {
    if (isDone() || !/(made by the|The) user .*pnpm cliq authorize/.test(stack.reasons.at(-1) ?? "")) break;
    organisation.giveAccess(as);
    if (stack.status() !== "steady") await stack.retry(calm);
    if (!isDone()) await act();
  }
  organisation.giveAccess("first");
}

/** A last deployment or the end of each stack succeeds and is what Cliq holds, whoever has worked there by hand. */
async function checkFinal(simulation: Simulation, stacks: readonly FakeStack[]): Promise<readonly Violation[]> {
  const { organisation, world, chance, retentions } = simulation;
  for (const stack of stacks) {
    const taken = new Set(
      organisation
        .items()
        .flatMap(({ id, name }) => (organisation.theirs.has(id) || retentions.stays(id) ? [toKey(name)] : [])),
    );
    const stock = {
      free: names.filter((name) => !taken.has(toKey(name))),
      freeFunctions: functionNames.filter((name) => !taken.has(toKey(name))),
      suffix: stack.stage === "dev" ? " (dev)" : "",
      isPublic: organisation.isOfTwo(),
    };
    const wanted = chance.happens(0.5) ? withDeletions(chanceOfWanted(chance, stock), stack, retentions) : undefined;
    const act = async (): Promise<void> => {
      if (wanted !== undefined) await stack.deploy({ ...wanted, version: 9 }, calm);
      else if (stack.committed() !== undefined) await stack.remove(calm);
      await world.sleep(60_000);
    };
    const isDone = (): boolean =>
      stack.status() === "steady" && (wanted !== undefined) === (stack.committed()?.version === 9);
    await act();
    await followRemedy(simulation, stack, isDone, act);
    if (!isDone())
      return [{ invariant: "convergence", what: `a quiet deployment failed: ${stack.reasons.at(-1) ?? ""}` }];
  }
  return checkConvergence(simulation);
}

/** A set that says what it replaces although it was to be retained. */
function withDeletions(wanted: Wanted, { stackId }: FakeStack, { retainedKind }: Simulation["retentions"]): Wanted {
  const actions = wanted.actions.map((one) => {
    const kind = retainedKind(stackId, one.slug);
    const isReplaced = kind !== undefined && kind !== (one.execution_type ?? "webhook");
    return isReplaced ? { ...one, removal_policy: "delete" as const } : one;
  });
  return { ...wanted, actions };
}

/** What a set may take over: somebody's own, and what it has taken over before. */
function adoptable({ organisation, retentions }: Simulation, { stackId }: FakeStack): readonly Item[] {
  const { reads } = organisation.options;
  if (reads === "sparse") return [];
  return organisation.items().filter(({ id }) => organisation.theirs.has(id) || retentions.isAdoptable(id, stackId));
}

/** The end of a name is the stage's. */
function toKey(name: string): string {
  return name.replace(" (dev)", "").toLowerCase();
}

const calm: Course = { sending: () => ({ delaysMs: [100] }), failsElsewhere: false };

async function operate(simulation: Simulation, stack: FakeStack, stock: Stock): Promise<void> {
  const { chance, cloudFormation, organisation } = simulation;
  const requestIds = cloudFormation.sent.map(({ requestId }) => requestId);
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
  const committed = stack.committed();
  if (committed !== undefined && chance.happens(0.3)) {
    // The access ends, and is given anew only after the stack's end.
    if (simulation.stacks.length === 1 && chance.happens(0.1))
      organisation.refuseTokens(new TokenRefused("invalid_code"));
    await stack.remove(course);
    organisation.refuseTokens(undefined);
    return;
  }
  if (committed !== undefined && isRecoverable(simulation, committed) && chance.happens(0.1)) {
    await simulation.world.sleep(60_000);
    simulation.table.lose({ stackId: stack.stackId, logicalResourceId: "Actions" });
    return stack.deploy(committed, course);
  }
  return stack.deploy(chanceOfWanted(chance, stock), course);
}

/** Whether every item of a set can be found again where the ledger's row is lost: by its URL, at rest, with nothing of before. */
function isRecoverable({ organisation, queue }: Simulation, { actions, functions = [] }: Wanted): boolean {
  const { reads, hiddenFields } = organisation.options;
  const isShown = reads !== "sparse" && hiddenFields === undefined && !organisation.isOfTwo();
  const isFound = actions.every((one) => one.execution_type !== "deluge" && one.removal_policy === undefined);
  return (
    isShown && isFound && queue.open() === 0 && [...actions, ...functions].every(({ adopt }) => adopt === undefined)
  );
}

function interfere({ organisation, world }: Simulation, chance: Chance): boolean {
  if (chance.happens(0.15)) {
    const person = chance.happens(0.5) ? human : organisation.model.person;
    const name = chance.pick([...names, "Theirs"]);
    const kind = chance.pick(handmade);
    world.after(chance.whole(0, 20_000), () => organisation.createByHand(name, person, kind));
  }
  // What another organisation or department has in the same list: more than a page.
  if (chance.happens(0.01))
    for (let at = 0; at < 105; at += 1) organisation.createByHand(`Noise ${at}`, human, "deluge");
  if (!chance.happens(0.12)) return false;
  const [at, edit] = [chance.whole(0, 2), chance.pick(["rename", "hint", "remove"] as const)];
  // What is gone is only its maker's to tell: another access would wait for theirs.
  const change = edit === "remove" && organisation.isOfTwo() ? "hint" : edit;
  world.after(chance.whole(0, 20_000), () => organisation.editOurs(at, change));
  return true;
}

function lastOf<T>(values: readonly T[]): T {
  const last = values.at(-1);
  if (last === undefined) throw new Error("There is none");
  return last;
}
