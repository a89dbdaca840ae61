import type { ManifestAction } from "@cliq-actions/core";
import type { CliqModelOptions, Fault } from "@cliq-actions/fake-cliq";
import type { Wanted } from "./fake-cloudformation.ts";
import type { AttemptPlan } from "./lambda-queue.ts";
import { fates } from "./process-life.ts";
import type { Chance } from "./seeded-chance.ts";

/** All names there are, so that they collide, swap and pass from one action to another. */
export const names = ["N1", "N2", "N3", "N4", "N5"];
const slugs = ["a", "b", "c"];
const faultKinds = [
  "lost",
  "applied-then-lost",
  "hang",
  "html",
  "empty",
  "truncated",
  "missing-id",
  "wrong-type",
  "redirect",
  "throttle",
  "slow-drip",
  "endless",
  "status",
  "extra-fields",
] as const;
const faultyOperations = [
  "createAction",
  "listActions",
  "getAction",
  "updateAction",
  "deleteAction",
  "updateHandler",
  "any",
] as const;

/** A set of up to three actions, with names that are free. */
export function chanceOfWanted(chance: Chance, free: readonly string[]): Wanted {
  const left = [...free];
  const actions = slugs.flatMap((slug): ManifestAction[] => {
    const name = left.splice(chance.whole(0, Math.max(0, left.length - 1)), 1)[0];
    if (name === undefined || chance.happens(0.55)) return [];
    return [
      {
        slug,
        name,
        hint: chance.pick(["h1", "h2"]),
        scope: "organization",
        multi_selectable: chance.happens(0.3),
        message_types: chance.pick([["text"], ["text", "link"]] as const),
        permissions: chance.pick([["chat"], ["message", "user"]] as const),
      },
    ];
  });
  return { actions, version: chance.whole(1, 2) };
}

/** Ways for a Cliq to be. */
export function chanceOfOrganisation(chance: Chance, seed: number): CliqModelOptions {
  return {
    seed: seed % 1_000,
    reads: chance.pick(["full", "sparse"]),
    listDelayMs: chance.pick([0, 0, 0, 2_000, 20_000, 45_000]),
    throttleForm: chance.pick([429, 400]),
  };
}

/** A failure of Cliq's. */
export function chanceOfFault(chance: Chance): Fault {
  return {
    on: chance.pick(faultyOperations),
    kind: chance.pick(faultKinds),
    nth: chance.whole(1, 4),
    times: chance.whole(1, 3),
  };
}

/** The faults that hit an attempt, and how wrong its clock is. */
export function chanceOfAttempt(chance: Chance, attempt: number): AttemptPlan {
  // Lambda tries three times: one attempt has to live.
  if (attempt === 3) return {};
  return {
    ...(chance.happens(0.3) ? { fate: { at: chance.whole(1, 25), how: chance.pick(fates) } } : {}),
    ...(chance.happens(0.1) ? { diesAfterMs: chance.whole(0, 90_000) } : {}),
    skewMs: chance.pick([0, 0, -120_000, 120_000, 45_000]),
  };
}
