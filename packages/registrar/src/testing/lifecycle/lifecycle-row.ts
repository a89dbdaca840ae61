import type { ManifestAction } from "@cliq-actions/core";
import { type CliqModelOptions, cliqWorlds, type OperationName } from "@cliq-actions/fake-cliq";
import { checkAlways, checkConvergence } from "./check-invariants.ts";
import type { Wanted } from "./wanted.ts";
import type { Course } from "./fake-stack.ts";
import { type SimulationTerms, simulate } from "./simulation.ts";

/** Ways in which Cliq may be, each of which a row of the table is lived in. */
export const worlds: Readonly<Record<string, CliqModelOptions>> = {
  ...cliqWorlds,
  "that shows no URLs and permissions": { reads: "sparse" },
  "whose list lags 20 s": { listDelayMs: 20_000 },
  "that throttles with 400": { throttleForm: 400, retryAfter: "600" },
  "that lets only creators edit": { foreignEdits: "forbidden", reads: "sparse", listDelayMs: 5_000 },
};

/** A quiet operation. */
export const calm: Course = { sending: () => ({ delaysMs: [100] }), failsElsewhere: false };
/** Another resource of the stack fails after this one is done. */
export const undone: Course = { ...calm, failsElsewhere: true };

/** What a stack asks for. */
export function set(...actions: readonly ManifestAction[]): Wanted {
  return { actions, version: 1 };
}

/** A simulation for one row, with one stack. */
export function beginRow(options: CliqModelOptions, terms: SimulationTerms = {}) {
  const simulation = simulate({ ...terms, options: { ...options, ...terms.options } });
  const stack = simulation.newStack();
  const { organisation, cloudFormation, world } = simulation;
  let seen = 0;
  return {
    ...simulation,
    stack,
    ids: () => organisation.ours().map(({ id }) => id),
    /** Calls since this was last asked, by operation. */
    newCalls: (): Partial<Record<OperationName, number>> => {
      const calls: Partial<Record<OperationName, number>> = {};
      for (const { operation } of organisation.model.calls().slice(seen))
        if (operation !== undefined) calls[operation] = (calls[operation] ?? 0) + 1;
      seen = organisation.model.calls().length;
      return calls;
    },
    reason: () => stack.reasons.at(0) ?? "",
    /** The answers of an event, by its place in what was sent. */
    answers: (at: number): readonly string[] =>
      (cloudFormation.sent[at]?.answers ?? []).map(
        ({ document }) => (JSON.parse(document) as { Status: string }).Status,
      ),
    /** Waits until the list shows what has changed. */
    pause: async () => world.sleep(120_000),
    /** Lives the row, and whatever it leaves behind; the invariants it broke. */
    live: async (script: () => Promise<void>): Promise<readonly string[]> => {
      await simulation.run(async () => {
        await script();
        await simulation.untilQuiet();
      });
      const violations = [...checkConvergence(simulation), ...checkAlways(simulation)];
      return [...stack.problems, ...violations.map(({ invariant, what }) => `${invariant}: ${what}`)];
    },
  };
}
