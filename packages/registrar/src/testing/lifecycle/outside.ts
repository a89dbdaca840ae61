import type { SendOutcome, SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import type { CliqModel } from "@cliq-actions/fake-cliq";
import { KeeperFailed, keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";
import { toFunctionError } from "../../to-outcome.ts";
import type { keepersOf } from "../keeper-world.ts";
import type { BudgetStore } from "../../budget/budget-store.ts";
import type { LedgerTable } from "./ledger-table.ts";
import type { Chance } from "./seeded-chance.ts";
import { NoAnswer, type ProcessLife } from "./process-life.ts";
import type { VirtualWorld } from "../virtual-world.ts";
import type { WatchedBudget } from "./watched-budget.ts";

/** Everything outside the registrar's processes, shared by all of them. */
export interface Outside {
  readonly world: VirtualWorld;
  readonly chance: Chance;
  readonly model: CliqModel;
  readonly table: LedgerTable;
  readonly openTokens: (life: ProcessLife) => AccessTokens;
  /** Of the stage: shared by all of its processes. */
  readonly budget: WatchedBudget;
  /** Whether asking the budget is an exchange like any other, at which a process can die. */
  readonly isBudgetFar: boolean;
  /** Has another invocation serve an event. */
  invoke(event: object): void;
  /** How CloudFormation's storage answers a PUT to a pre-signed URL: with a status. */
  put(url: string, document: string): number;
  /** Every line that the processes wrote. */
  readonly log: string[];
  /** The stacks that were told what stays in Cliq after their end, as nobody may call it any more. */
  readonly left: Set<string>;
}

/** Longest time that Cliq takes for an answer, there and back. */
const slowestMs = 600;

/** Carries a process's requests to the model. */
export function sendFrom(life: ProcessLife, { model, world, chance }: Outside): SendRequest {
  return async ({ method, url, headers, body, timeoutMs }): Promise<SendOutcome> => {
    const path = url.slice(url.indexOf("/", "https://".length));
    const arrive = () => {
      const answer = model.handle({ method, path, headers: { ...headers }, body: body ?? "" }, world.now());
      if (answer.connection === "hang" || answer.connection === "drip") throw new NoAnswer(answer.connection);
      return answer;
    };
    try {
      const answer = await life.exchange(arrive, { ms: chance.whole(20, slowestMs), patienceMs: timeoutMs });
      if (answer.connection === undefined) {
        return { kind: "answer", status: answer.status, retryAfter: answer.headers["retry-after"], text: answer.body };
      }
      return {
        kind: "no-answer",
        mayHaveArrived: true,
        transient: answer.connection !== "endless",
        message: answer.connection,
      };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return { kind: "no-answer", mayHaveArrived: true, transient: true, message: error.message };
    }
  };
}

/** Carries a process's answers to CloudFormation's storage: the status, or undefined. */
export function putFrom(life: ProcessLife, outside: Outside) {
  return async (url: string, document: string): Promise<number | undefined> => {
    try {
      return await life.exchange(() => outside.put(url, document), { ms: 50, patienceMs: 10_000 });
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  };
}

/** A process's view of the stage's budget. */
export function budgetFrom(life: ProcessLife, { budget: { store }, isBudgetFar }: Outside): BudgetStore {
  if (!isBudgetFar) return store;
  const ask = async <T>(effect: () => Promise<T>): Promise<T> =>
    (await life.exchange(() => [effect()] as const, { ms: 8, patienceMs: 5_000 }))[0];
  return {
    now: () => store.now(),
    read: async (operation) => ask(async () => store.read(operation)),
    write: async (operation, use, after) => ask(async () => store.write(operation, use, after)),
  };
}

/** A process's tokens: what the keeper has stored, and the keeper itself, a function of its own. */
export function tokensOf(life: ProcessLife, keepers: ReturnType<typeof keepersOf>, chance: Chance): AccessTokens {
  const { parameters } = keepers;
  const reach = async <T>(work: () => Promise<T>): Promise<T> =>
    (await life.exchange(() => [work()] as const, { ms: 20, patienceMs: 60_000 }))[0];
  const askKeeper: Parameters<typeof keptAccessTokens>[1] = async (request) => {
    const failure = await reach(async () => keepers.keep(request).then(() => undefined, toFunctionError));
    if (failure !== undefined) throw new KeeperFailed(failure.name, `No access token. ${failure.message}`);
  };
  const read = async (name: string): Promise<string | undefined> => reach(async () => parameters.read(name));
  return keptAccessTokens({ ...parameters, read }, askKeeper, life.clock, () => chance.next());
}
