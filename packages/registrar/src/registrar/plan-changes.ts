import type { DesiredItem, DeletionPolicy } from "./desired-set.ts";
import { deletionPolicyOf, isRetained, type LedgerEntry } from "./ledger.ts";
import { type ObservedItem, differencesOf, toNameKey } from "./observed-item.ts";
import { isUndone, type Ownership, settleOwnership } from "./settle-ownership.ts";

/** One item of ours, or to be ours, and what it is to become. */
export interface Change {
  readonly item: ObservedItem;
  readonly desired: DesiredItem;
}

/** What has to happen, in this order of the lists, for Cliq to hold the desired set and nothing else of ours. */
export interface Changes extends Pick<Ownership, "problems" | "transfers" | "adoptions"> {
  /** Names we want that somebody else's item has, or one of ours that is to be retained: nothing is written while there are any. */
  readonly conflicts: readonly { readonly desired: DesiredItem; readonly holder: ObservedItem }[];
  /** Items of ours that have a name another one is to get, as in a swap, and cannot get their own before. */
  readonly asides: readonly string[];
  /** In an order in which names become free before they are given. */
  readonly updates: readonly Change[];
  readonly creates: readonly {
    readonly desired: DesiredItem;
    /** What it takes the place of, being of another kind. */ readonly replaces?: ObservedItem;
  }[];
  /** Slugs of what leaves. */
  readonly deletes: readonly string[];
  /** What is as desired, but would be treated otherwise when it leaves. Only the ledger has to know. */
  readonly removals: readonly { readonly slug: string; readonly id: string; readonly removal: DeletionPolicy }[];
}

/**
 * Compares the desired set with the ledger's entries and the live list. Pure. Every entry has an id here, and every
 * id of a desired item is in the list; both were settled before. `unfit` as in {@link settleOwnership}.
 */
export function planChanges(
  desired: readonly DesiredItem[],
  entries: Readonly<Record<string, LedgerEntry>>,
  live: readonly ObservedItem[],
  unfit?: ReadonlySet<string>,
): Changes {
  const shownById = new Map(live.map((item) => [item.id, item]));
  const liveById = new Map(shownById);
  for (const { id, name, shown } of Object.values(entries)) {
    const item = liveById.get(id ?? "");
    // Of ours it is known what Cliq shows in the place of which name.
    if (item !== undefined && name !== undefined && shown?.name === item.name) liveById.set(item.id, { ...item, name });
  }
  const named = [...liveById.values()];
  const { owned, problems, transfers, adoptions, replaced } = settleOwnership(desired, entries, liveById, unfit);
  const wanted = new Set(desired.map(({ slug }) => slug));
  const adopted = new Set(adoptions.map(({ item }) => item.id));

  const kept = desired.flatMap((one) => {
    const entry = owned.get(one.slug);
    const item = entry?.id === undefined ? undefined : liveById.get(entry.id);
    return entry === undefined || item === undefined ? [] : [{ desired: one, entry, item }];
  });
  const pending = kept.filter((one) => !isSettled(one.desired, one.entry, one.item));
  const done = new Set(kept.flatMap((one) => (pending.includes(one) ? [] : [one.desired.slug])));
  const creates = desired.filter(
    ({ slug }) => !owned.has(slug) && !adoptions.some((adoption) => adoption.desired.slug === slug),
  );
  const leaving = [...owned].filter(([slug]) => !wanted.has(slug));
  const retained = new Set(leaving.flatMap(([, entry]) => (isRetained(entry) && !isUndone(entry) ? [entry.id] : [])));
  const ownedIds = new Set([...owned.values()].map(({ id }) => id));
  const isOurs = (id: string): boolean => (ownedIds.has(id) && !retained.has(id)) || adopted.has(id);
  const { asides, updates } = orderByNames({
    updates: pending,
    first: adoptions,
    last: creates,
    leaving: named.filter(({ id }) => !retained.has(id) && leaving.some(([, entry]) => entry.id === id)),
  });
  return {
    problems,
    transfers,
    adoptions,
    asides,
    updates,
    conflicts: desired.flatMap((one) =>
      named
        // What is as desired gets no name: another user's access may see one of that name beside it.
        .filter(({ id, name }) => name === one.name && !isOurs(id) && !done.has(one.slug))
        .map((item) => ({ desired: one, holder: shownById.get(item.id) ?? item })),
    ),
    creates: creates.map((one) => {
      const replaces = replaced.get(one.slug);
      return { desired: one, ...(replaces === undefined ? {} : { replaces }) };
    }),
    deletes: leaving.map(([slug]) => slug),
    removals: kept.flatMap((one) => {
      const removal = deletionPolicyOf(one.desired, one.entry);
      const isKnown = pending.includes(one) || one.entry.removal === removal;
      return isKnown ? [] : [{ slug: one.desired.slug, id: one.item.id, removal }];
    }),
  };
}

function isSettled(desired: DesiredItem, entry: LedgerEntry, item: ObservedItem): boolean {
  if (entry.phase !== "registered" || entry.hash !== desired.hash) return false;
  return Object.keys(differencesOf(item.shown, desired.fields, entry.shown)).length === 0;
}

interface Renaming {
  /** Items of ours that change in place; each frees its name when it gets its own. */
  readonly updates: readonly Change[];
  /** What gets its name before all of these do. */
  readonly first: readonly { readonly desired: DesiredItem }[];
  /** What gets its name after all of these have theirs. */
  readonly last: readonly DesiredItem[];
  /** Items of ours that go, but only in the end. */
  readonly leaving: readonly ObservedItem[];
}

/**
 * Orders updates so that a name is free before it is given, because Cliq allows each only once. Returns besides them the
 * ids of items that must first step aside: what leaves with a name that is wanted, and one of each circle.
 */
function orderByNames(renaming: Renaming): Pick<Changes, "asides" | "updates"> {
  const early = new Set(renaming.first.map(({ desired }) => toNameKey(desired.name)));
  const wanted = new Set([
    ...early,
    ...renaming.updates.map(({ desired }) => toNameKey(desired.name)),
    ...renaming.last.map(({ name }) => toNameKey(name)),
  ]);
  const asides = renaming.leaving.filter(({ name }) => wanted.has(toNameKey(name))).map(({ id }) => id);
  for (const { item, desired } of renaming.updates)
    if (early.has(toNameKey(item.name)) && toNameKey(desired.name) !== toNameKey(item.name)) asides.push(item.id);

  const aside = new Set(asides);
  const updates: Change[] = [];
  let open = renaming.updates;
  const holderOf = ({ item, desired }: Change): Change | undefined =>
    open.find(
      (other) =>
        other.item.id !== item.id &&
        toNameKey(other.item.name) === toNameKey(desired.name) &&
        !aside.has(other.item.id),
    );
  while (open.length > 0) {
    const next = open.find((change) => holderOf(change) === undefined) ?? open[0];
    if (next === undefined) break;
    const inTheWay = holderOf(next);
    if (inTheWay !== undefined) {
      asides.push(inTheWay.item.id);
      aside.add(inTheWay.item.id);
    }
    updates.push(next);
    open = open.filter((change) => change !== next);
  }
  return { asides, updates };
}
