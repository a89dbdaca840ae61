import { differingField } from "./compare-item.ts";
import type { DesiredItem, Removal } from "./desired-item.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { LiveItem } from "./live-item.ts";
import { orderByNames } from "./order-by-names.ts";
import { type Ownership, settleOwnership } from "./settle-ownership.ts";
import { removalOf } from "./to-registered.ts";

/** One item of ours, or to be ours, and what it is to become. */
export interface Change<D extends DesiredItem> {
  readonly item: LiveItem;
  readonly desired: D;
}

/** What has to happen, in this order of the lists, for Cliq to hold the desired set and nothing else of ours. */
export interface Changes<D extends DesiredItem> extends Pick<Ownership<D>, "problems" | "transfers" | "adoptions"> {
  /** Names we want that somebody else's item has, or one of ours that is to be retained: nothing is written while there are any. */
  readonly conflicts: readonly { readonly desired: D; readonly holder: LiveItem }[];
  /** Items of ours that have a name another one is to get, as in a swap, and cannot get their own before. */
  readonly asides: readonly string[];
  /** In an order in which names become free before they are given. */
  readonly updates: readonly Change<D>[];
  readonly creates: readonly {
    readonly desired: D;
    /** What it takes the place of, being of another kind. */ readonly replaces?: LiveItem;
  }[];
  /** Slugs of what leaves. */
  readonly deletes: readonly string[];
  /** What is as desired, but would be treated otherwise when it leaves. Only the ledger has to know. */
  readonly removals: readonly { readonly slug: string; readonly id: string; readonly removal: Removal }[];
}

/**
 * Compares the desired set with the ledger's entries and the live list. Pure. Every entry has an id here, and every
 * id of a desired item is in the list; both were settled before.
 */
export function planChanges<D extends DesiredItem>(
  desired: readonly D[],
  entries: Readonly<Record<string, LedgerEntry>>,
  live: readonly LiveItem[],
): Changes<D> {
  const liveById = new Map(live.map((item) => [item.id, item]));
  const { owned, problems, transfers, adoptions, replaced } = settleOwnership(desired, entries, liveById);
  const wanted = new Set(desired.map(({ slug }) => slug));
  const adopted = new Set(adoptions.map(({ item }) => item.id));

  const kept = desired.flatMap((one) => {
    const entry = owned.get(one.slug);
    const item = entry?.id === undefined ? undefined : liveById.get(entry.id);
    return entry === undefined || item === undefined ? [] : [{ desired: one, entry, item }];
  });
  const pending = kept.filter((one) => !isSettled(one.desired, one.entry, one.item));
  const creates = desired.filter(
    ({ slug }) => !owned.has(slug) && !adoptions.some((adoption) => adoption.desired.slug === slug),
  );
  const leaving = [...owned].filter(([slug]) => !wanted.has(slug));
  const retained = new Set(leaving.flatMap(([, { id, removal }]) => (removal === "retain" ? [id] : [])));
  const ownedIds = new Set([...owned.values()].map(({ id }) => id));
  const isOurs = (id: string): boolean => (ownedIds.has(id) && !retained.has(id)) || adopted.has(id);
  const { asides, updates } = orderByNames({
    updates: pending,
    first: adoptions,
    last: creates,
    leaving: live.filter(({ id }) => leaving.some(([, entry]) => entry.id === id)),
  });
  return {
    problems,
    transfers,
    adoptions,
    asides,
    updates,
    conflicts: desired.flatMap((one) =>
      live.filter(({ id, name }) => name === one.name && !isOurs(id)).map((holder) => ({ desired: one, holder })),
    ),
    creates: creates.map((one) => {
      const replaces = replaced.get(one.slug);
      return { desired: one, ...(replaces === undefined ? {} : { replaces }) };
    }),
    deletes: leaving.map(([slug]) => slug),
    removals: kept.flatMap((one) => {
      const removal = removalOf(one.desired, one.entry);
      const isKnown = pending.includes(one) || one.entry.removal === removal;
      return isKnown ? [] : [{ slug: one.desired.slug, id: one.item.id, removal }];
    }),
  };
}

function isSettled(desired: DesiredItem, entry: LedgerEntry, item: LiveItem): boolean {
  if (entry.phase !== "registered" || entry.hash !== desired.hash) return false;
  return differingField(item.shown, desired.fields) === undefined;
}
