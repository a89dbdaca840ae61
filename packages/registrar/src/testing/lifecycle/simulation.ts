import type { CliqModel, CliqModelOptions, PlainRequest } from "@cliq-actions/fake-cliq";
import { keepersOf } from "../keeper-world.ts";
import { type FakeCloudFormation, fakeCloudFormation } from "./fake-cloudformation.ts";
import { type Wanted } from "./wanted.ts";
import { type FakeStack, fakeStack } from "./fake-stack.ts";
import { type AttemptPlan, type LambdaQueue, lambdaQueue } from "./lambda-queue.ts";
import { type LedgerTable, ledgerTable } from "./ledger-table.ts";
import { type Organisation, organisation } from "./organisation.ts";
import { type Outside, tokensOf } from "./outside.ts";
import { expectedOf, type Retentions, retentions } from "./retentions.ts";
import { realRegistrar, type RegistrarUnderTest } from "./registrar-under-test.ts";
import { type Chance, seededChance } from "./seeded-chance.ts";
import { type VirtualWorld, virtualWorld } from "../virtual-world.ts";
import { type WatchedBudget, watchedBudget } from "./watched-budget.ts";

/** One account and one organisation, in virtual time. */
export interface Simulation {
  readonly world: VirtualWorld;
  readonly chance: Chance;
  readonly organisation: Organisation;
  readonly table: LedgerTable;
  readonly budget: WatchedBudget;
  readonly cloudFormation: FakeCloudFormation;
  readonly queue: LambdaQueue;
  readonly outside: Outside;
  readonly retentions: Retentions;
  /** All there ever were. */
  readonly stacks: readonly FakeStack[];
  /** A stack of this stage, "test" unless told. */
  newStack(stage?: string): FakeStack;
  /** Waits until no event is open any more. */
  untilQuiet(): Promise<void>;
  /** Lives the script to its end, and everything it has set off. */
  run(script: () => Promise<void>): Promise<void>;
}

/** What a simulation is made of; everything has a default. */
export interface SimulationTerms {
  readonly seed?: number;
  readonly options?: CliqModelOptions;
  readonly registrar?: RegistrarUnderTest;
  /** Whether tokens come from the real keeper, by way of Parameter Store; else there is always one. */
  readonly hasKeeper?: boolean;
  /** Told of each call that processes make to Cliq or to the accounts server, before it is served. */
  readonly beforeCall?: (request: PlainRequest) => void;
  /** See {@link Outside}. */
  readonly isBudgetFar?: boolean;
  /** The faults of each attempt, by its number from 1 on. */
  readonly plan?: (attempt: number) => AttemptPlan;
}

const startsAt = Date.parse("2026-11-22T09:00:00Z");
const mostSteps = 200_000;

/** See {@link Simulation}. */
export function simulate({
  seed = 1,
  options = {},
  registrar = realRegistrar,
  plan = () => ({}),
  isBudgetFar = true,
  hasKeeper = false,
  beforeCall,
}: SimulationTerms): Simulation {
  const world = virtualWorld(startsAt);
  const chance = seededChance(seed);
  const people = organisation(world, options);
  const table = ledgerTable();
  const budget = watchedBudget(() => world.now(), 0.8);
  const model: CliqModel = {
    ...people.model,
    handle: (request, now) => {
      beforeCall?.(request);
      return people.model.handle(request, now);
    },
  };
  const keepers = keepersOf({ time: world, model, random: () => chance.next(), answerMs: 40 });
  const outside: Outside = {
    world,
    chance,
    model,
    table,
    openTokens: (life) => (hasKeeper ? tokensOf(life, keepers, chance) : people.tokens),
    budget,
    isBudgetFar,
    invoke: (event) => queue.invoke(event, 200),
    put: (url, document) => cloudFormation.put(url, document),
    log: [],
    left: new Set(),
  };
  const queue = lambdaQueue(outside, registrar, plan);
  const cloudFormation = fakeCloudFormation(world, queue);
  const stacks: FakeStack[] = [];
  const books = retentions(people);
  return {
    world,
    chance,
    organisation: people,
    table,
    budget,
    cloudFormation,
    queue,
    outside,
    retentions: books,
    stacks,
    newStack: (stage = "test") => {
      const stackId = `arn:aws:cloudformation:us-east-1:123456789012:stack/${stage}/${stacks.length + 1}`;
      const onCommit = (wanted: Wanted): void => books.commit(stackId, stage, wanted);
      const onTakenBack = (wanted: Wanted): void => books.takeBack(stackId, expectedOf(wanted, stage));
      const onEnd = (last: Wanted, isFirst: boolean): void => {
        const ending = outside.left.has(stackId) ? "without access" : isFirst ? "undone" : "deleted";
        books.end(stackId, expectedOf(last, stage), ending);
      };
      const stack = fakeStack(world, cloudFormation, { stackId, stage, onCommit, onTakenBack, onEnd });
      stacks.push(stack);
      return stack;
    },
    untilQuiet: async () => {
      while (queue.open() > 0) await world.sleep(30_000);
    },
    run: async (script) => {
      const done = script();
      let failure: unknown;
      done.catch((error: unknown) => {
        failure = error ?? new Error("The script failed");
      });
      await world.settle(mostSteps);
      if (failure !== undefined) throw failure;
      await done;
    },
  };
}
