import { type ManifestAction, type ManifestFunction } from "@cliq-actions/core";
import { type CliqModelOptions, type CliqWorld, cliqWorlds, type Fault } from "@cliq-actions/fake-cliq";
import { human } from "../human.ts";
import { assetOf } from "./described.ts";
import type { Wanted } from "./wanted.ts";
import type { AttemptPlan } from "./lambda-queue.ts";
import type { Item } from "./organisation.ts";
import { fates } from "./process-life.ts";
import type { Chance } from "./seeded-chance.ts";

/** All names there are, so that they collide, swap and pass from one action to another. */
export const names = ["N1", "N2", "N3", "N4", "N5", "It's 6", "N7"];
/** Names of what takes over somebody's own: that may leave, and still has its name. */
const adoptedNames = ["X1", "X2"];
export const functionNames = ["F1", "It's F2", "F3"];
const slugs = ["a", "b", "c", "d", "e"];
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
  "createFunction",
  "listFunctions",
  "updateFunction",
  "createFunctionHandler",
  "updateFunctionHandler",
  "any",
] as const;

/** What a set is made of: names that are free, somebody's own to take over, and the end of every name. */
export interface Stock {
  readonly free: readonly string[];
  readonly freeFunctions?: readonly string[];
  readonly adoptable?: readonly Item[];
  readonly suffix?: string;
  /** Nothing that only its maker sees: somebody else has the access. */
  readonly isPublic?: boolean;
}

/** A set of some actions and functions. */
export function chanceOfWanted(
  chance: Chance,
  { free, freeFunctions = functionNames, adoptable = [], suffix = "", isPublic = false }: Stock,
): Wanted {
  const left = [...free];
  const takeName = (): string | undefined => left.splice(chance.whole(0, Math.max(0, left.length - 1)), 1)[0];
  const actions = slugs.flatMap((slug): ManifestAction[] => {
    const name = chance.happens(0.6) ? undefined : takeName();
    if (name === undefined) return [];
    // One folder's kind changes, so that what Cliq cannot turn into another is replaced.
    const action = chanceOfAction(chance, slug, slug === "d" && chance.happens(0.6));
    const removal = chance.happens(0.12) ? { removal_policy: chance.pick(["retain", "delete"] as const) } : {};
    return [{ ...action, ...removal, name: `${chance.happens(0.15) ? name.toLowerCase() : name}${suffix}` }];
  });
  const theirs = adoptable.length > 0 && chance.happens(0.5) ? chance.pick(adoptable) : undefined;
  const x = chance.pick(adoptedNames);
  if (theirs !== undefined && !("handlers" in theirs))
    actions.push({ ...chanceOfAction(chance, "x", theirs.executionType === "deluge"), name: x, adopt: theirs.id });
  const functions = chance.happens(0.25) ? chanceOfFunctions(chance, freeFunctions, suffix) : [];
  if (theirs !== undefined && "handlers" in theirs)
    functions.push({ ...functionBase, slug: "x/x", name: "FX", function_type: theirs.functionType, adopt: theirs.id });
  const version = chance.whole(1, 2);
  const unknown = chance.happens(0.2) ? { unknown: { OnDeleteAuthFailure: "retain" } } : {};
  if (!isPublic) return { actions, functions, version, ...unknown };
  const toPublic = ({ team_ids: _teams, ...action }: ManifestAction): ManifestAction => ({
    ...action,
    scope: "organization",
  });
  return { actions: actions.map(toPublic), version, ...unknown };
}

function chanceOfAction(chance: Chance, slug: string, isDeluge: boolean): ManifestAction {
  const isTeam = chance.happens(0.15);
  return {
    slug,
    name: "",
    hint: chance.pick(["h1", "h2", "It's a hint"]),
    scope: isTeam ? "team" : chance.pick(["organization", "organization", "personal"]),
    ...(isTeam ? { team_ids: chance.pick([["1001"], ["1002", "9007199254740993"]]) } : {}),
    multi_selectable: chance.happens(0.3),
    message_types: chance.pick([["text"], ["text", "link"]] as const),
    permissions: isDeluge
      ? []
      : chance.pick([["chat"], ["message", "user"], ["chat", "message", "user", "location", "attachments"]] as const),
    ...(isDeluge ? { execution_type: "deluge", script: assetOf(chance.pick(["one.ds", "other.ds"])) } : {}),
    ...(chance.happens(0.15) ? { image: assetOf(chance.pick(["one.png", "other.png"])) } : {}),
  };
}

const functionBase = { description: "Does it", handlers: [] };

function chanceOfFunctions(chance: Chance, free: readonly string[], suffix: string): ManifestFunction[] {
  const left = [...free];
  return ["a/one", "b/two"].flatMap((slug): ManifestFunction[] => {
    const name = left.splice(chance.whole(0, Math.max(0, left.length - 1)), 1)[0];
    if (name === undefined || chance.happens(0.4)) return [];
    const base = { ...functionBase, slug, name: `${name}${suffix}` };
    if (chance.happens(0.3)) return [{ ...base, function_type: "button" }];
    const change = {
      type: "form_change_handler",
      permissions: chance.pick([["user"], ["chat", "user"]] as const),
    } as const;
    const view = { type: "form_view_handler", permissions: ["user"] } as const;
    return [{ ...base, function_type: "form", handlers: chance.pick([[], [change], [change, view]]) }];
  });
}

/** Ways for a Cliq to be. */
export function chanceOfOrganisation(chance: Chance, seed: number, world: CliqWorld): CliqModelOptions {
  const options: CliqModelOptions = cliqWorlds[world];
  return {
    seed: seed % 1_000,
    reads: chance.pick(["full", "sparse"]),
    listDelayMs: chance.pick([0, 0, 0, 2_000, 20_000, 45_000]),
    throttleForm: chance.pick([429, 400]),
    ...options,
    ...(options.oddFields === undefined ? {} : { oddFields: { ...options.oddFields, creatorId: human.id } }),
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
