import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { type Described, describe, describeAction, describeFunction } from "./described.ts";
import type { Item, Organisation } from "./organisation.ts";
import type { Wanted } from "./wanted.ts";

/** What must be in Cliq, and under which id where that is told. */
export interface Expected {
  readonly id?: string;
  readonly described: Described;
}

/** Every item of a set, as Cliq must hold it. */
export function expectedOf(
  wanted: Wanted,
  stage: string,
): readonly (Expected & { readonly slug: string; readonly removal?: string | undefined })[] {
  const withId = (one: ManifestAction | ManifestFunction, described: Described) => {
    const { slug, adopt, removal_policy: removal } = one;
    return { slug, described, removal, ...(adopt === undefined ? {} : { id: adopt }) };
  };
  return [
    ...wanted.actions.map((one) => withId(one, describeAction(one, wanted, stage))),
    ...(wanted.functions ?? []).map((one) => withId(one, describeFunction(one, wanted, stage))),
  ];
}

/**
 * How a resource ended: by a Delete before any update, which gives back what was adopted, because CloudFormation does not
 * tell it from a rollback; with an access that had ended, which leaves everything; or else.
 */
export type Ending = "undone" | "without access" | "deleted";

interface Owned extends Expected {
  readonly isAdopted: boolean;
  readonly hasStayed: boolean;
  readonly stays: boolean;
  /** Adopted by the first set there was: how to give it back. */
  readonly giveBack?: () => void;
}

/** Keeps the books on what outlives its declaration, adopted or retained, as the last committed set had it. */
export function retentions({ theirs, edited, ourItems }: Pick<Organisation, "theirs" | "edited" | "ourItems">) {
  const owners = new Map<string, ReadonlyMap<string, Owned>>();
  const left = new Map<string, Described>();
  const wayBack = (id: string): (() => void) => {
    const [item, described] = [theirs.get(id), left.get(id)];
    return () => {
      left.delete(id);
      if (item !== undefined) theirs.set(id, item);
      if (described !== undefined) left.set(id, described);
    };
  };
  /** By its name, or by its URL where a person has renamed it. */
  const find = ({ name, is, url }: Described): Item | undefined => {
    const items = ourItems().filter((item) => describe(item).is === is);
    const isRenamed = ({ id, executionUrl }: Item): boolean => !left.has(id) && executionUrl === (url || name);
    return items.find((item) => item.name === name) ?? items.find(isRenamed);
  };
  /** Its id now: what was replaced, and came again with a rollback, has another one. */
  const idOf = ({ id = "", described }: Owned): string =>
    (ourItems().some((item) => item.id === id) ? id : find(described)?.id) ?? "";
  const leave = (one: Owned): void => {
    if (idOf(one) !== "") left.set(idOf(one), one.described);
  };
  const commit = (stackId: string, stage: string, wanted: Wanted): void => {
    const before = owners.get(stackId);
    const all = expectedOf(wanted, stage);
    const removals = new Map(all.map(({ slug, removal }) => [slug, removal]));
    const owned = new Map(
      all.map(({ slug, id: adopt, described, removal }) => {
        const id = adopt ?? find(described)?.id ?? before?.get(slug)?.id;
        // What was made here stays so under another slug.
        const known = [...(before?.values() ?? [])].find((one) => one.id === id);
        const isAdopted = known?.isAdopted ?? adopt !== undefined;
        // So does what has stayed before.
        const hasStayed = known?.hasStayed ?? left.has(id ?? "");
        const stays = (removal ?? (isAdopted || hasStayed ? "retain" : "delete")) === "retain";
        const giveBack = adopt !== undefined && before === undefined ? { giveBack: wayBack(adopt) } : {};
        return [
          slug,
          { described, isAdopted, hasStayed, stays, ...(id === undefined ? {} : { id }), ...giveBack },
        ] as const;
      }),
    );
    for (const [slug, one] of before ?? []) {
      const now = owned.get(slug);
      const item = ourItems().find(({ id }) => id === one.id);
      if (one.stays && now === undefined) leave(one);
      // What is of another kind now has been replaced; where that was not declared, it makes room, as with a rollback.
      else if (one.stays && now?.described.is !== one.described.is && removals.get(slug) !== "delete" && item)
        left.set(item.id, describe(item));
      else left.delete(one.id ?? "");
    }
    for (const { id = "" } of owned.values()) {
      theirs.delete(id);
      left.delete(id);
    }
    owners.set(stackId, owned);
  };
  return {
    /** A stack's set is committed. */
    commit,
    /** A stack's resource is gone; `last` is what it was last asked for. What a Create made stays, even if it was rolled back. */
    end: (stackId: string, last: ReturnType<typeof expectedOf>, ending: Ending): void => {
      for (const one of owners.get(stackId)?.values() ?? []) {
        if (ending === "undone" && one.giveBack !== undefined) one.giveBack();
        // With a token from before its access ended, it may all have been deleted.
        else if (one.stays || (ending === "without access" && idOf(one) !== "")) leave(one);
        else left.delete(one.id ?? "");
      }
      for (const { id, described, removal } of owners.has(stackId) ? [] : last) {
        const item = removal === "retain" && id === undefined ? find(described) : undefined;
        if (item !== undefined) left.set(item.id, describe(item));
      }
      // What it was to delete and could not is still this one's.
      const kept = [...(owners.get(stackId) ?? [])].filter(([, { stays }]) => !stays);
      if (ending === "without access" && kept.length > 0) owners.set(stackId, new Map(kept));
      else owners.delete(stackId);
    },
    /** A set is taken back after its event had ended well: what it made to be retained stays, but for its name, where that is wanted. */
    takeBack: (stackId: string, last: ReturnType<typeof expectedOf>): void => {
      const owned = new Set([...(owners.get(stackId)?.values() ?? [])].map((one) => idOf(one)));
      for (const { id: adopt, described, removal } of last) {
        if (removal !== "retain" || adopt !== undefined) continue;
        // A person may have given it another name meanwhile.
        const isIt = ({ id, name, executionUrl = "" }: Item): boolean =>
          [described.name, `moving ${id}`.slice(0, 30)].includes(name) ||
          (edited.has(id) && executionUrl === described.url);
        const item = ourItems().find(
          (one) => !owned.has(one.id) && !left.has(one.id) && describe(one).is === described.is && isIt(one),
        );
        if (item !== undefined) left.set(item.id, describe(item));
      }
    },
    /** What a stack holds under a slug and is to retain, in a word: it is not replaced by another kind without being told to. */
    retainedKind: (stackId: string, slug: string): string | undefined => {
      const one = owners.get(stackId)?.get(slug);
      return one?.stays === true ? one.described.is : undefined;
    },
    /** Whether an item outlives, or has outlived, its declaration. */
    stays: (id: string): boolean =>
      left.has(id) ||
      [...owners.values()].some((owned) => [...owned.values()].some((one) => one.id === id && one.stays)),
    /** Whether a stack may adopt it, as far as it is nobody's: nothing declares it, or this stack has adopted it before. */
    isAdoptable: (id: string, stackId: string): boolean =>
      left.has(id) || [...(owners.get(stackId)?.values() ?? [])].some((one) => one.id === id && one.isAdopted),
    /** What no stack declares any more. */
    left: (): readonly Expected[] => [...left].map(([id, described]) => ({ id, described })),
  };
}

/** See {@link retentions}. */
export type Retentions = ReturnType<typeof retentions>;
