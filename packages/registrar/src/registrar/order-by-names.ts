import type { DesiredItem } from "./desired-item.ts";
import type { LiveItem } from "./live-item.ts";

interface Renaming<C> {
  /** Items of ours that change in place; each frees its name when it gets its own. */
  readonly updates: readonly C[];
  /** What gets its name before all of these do. */
  readonly first: readonly { readonly desired: DesiredItem }[];
  /** What gets its name after all of these have theirs. */
  readonly last: readonly DesiredItem[];
  /** Items of ours that go, but only in the end. */
  readonly leaving: readonly LiveItem[];
}

/**
 * Orders updates so that a name is free before it is given, because Cliq allows each only once. Returns besides them the
 * ids of items that must first step aside: what leaves with a name that is wanted, and one of each circle.
 */
export function orderByNames<C extends { readonly item: LiveItem; readonly desired: DesiredItem }>(
  renaming: Renaming<C>,
): { readonly asides: readonly string[]; readonly updates: readonly C[] } {
  const early = new Set(renaming.first.map(({ desired }) => desired.name));
  const wanted = new Set([
    ...early,
    ...renaming.updates.map(({ desired }) => desired.name),
    ...renaming.last.map(({ name }) => name),
  ]);
  const asides = renaming.leaving.filter(({ name }) => wanted.has(name)).map(({ id }) => id);
  for (const { item, desired } of renaming.updates)
    if (early.has(item.name) && desired.name !== item.name) asides.push(item.id);

  const aside = new Set(asides);
  const updates: C[] = [];
  let open = renaming.updates;
  const holderOf = ({ item, desired }: C): C | undefined =>
    open.find((other) => other.item.id !== item.id && other.item.name === desired.name && !aside.has(other.item.id));
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
