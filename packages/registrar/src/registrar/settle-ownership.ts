import type { DesiredItem } from "./desired-set.ts";
import { isRetained, type LedgerEntry } from "./ledger.ts";
import { type ObservedItem, toPlainName } from "./observed-item.ts";

/** Which item of Cliq's belongs to which slug. */
export interface Ownership {
  /** The ledger's entries as they are after the transfers. */
  readonly owned: ReadonlyMap<string, LedgerEntry>;
  /** Sentences about adoptions that cannot be: nothing is written while there are any. */
  readonly problems: readonly string[];
  /** Entries that move: a renamed folder keeps its item; one of another kind makes room under `slug~id`. */
  readonly transfers: readonly { readonly from: string; readonly to: string; readonly changes: Partial<LedgerEntry> }[];
  /** What the declaration takes over by id. */
  readonly adoptions: readonly { readonly item: ObservedItem; readonly desired: DesiredItem }[];
  /** By slug, what is replaced because its kind cannot be changed. */
  readonly replaced: ReadonlyMap<string, ObservedItem>;
}

/**
 * Settles what belongs to which slug. Pure: by the ledger and ids, never by who has a name. `unfit` are ids of what cannot
 * become what is desired although its kind could: it leaves, and another one is made.
 */
export function settleOwnership(
  desired: readonly DesiredItem[],
  entries: Readonly<Record<string, LedgerEntry>>,
  live: ReadonlyMap<string, ObservedItem>,
  unfit: ReadonlySet<string> = new Set(),
): Ownership {
  const owned = new Map(Object.entries(entries).filter(([, { id }]) => id !== undefined));
  const wanted = new Set(desired.map(({ slug }) => slug));
  const problems: string[] = [];
  const transfers: { from: string; to: string; changes: Partial<LedgerEntry> }[] = [];
  const adoptions: { item: ObservedItem; desired: DesiredItem }[] = [];
  const replaced = new Map<string, ObservedItem>();
  const move = (from: string, to: string, changes: Partial<LedgerEntry>): void => {
    const entry = owned.get(from);
    if (entry === undefined) return;
    owned.delete(from);
    owned.set(to, { ...entry, ...changes });
    transfers.push({ from, to, changes });
  };
  const kindOf = ({ id, kind }: LedgerEntry): string | undefined => live.get(id ?? "")?.kind ?? kind;

  for (const { slug, kind, adopt, removal } of desired) {
    const entry = owned.get(slug);
    const item = live.get(entry?.id ?? "");
    if (entry === undefined || item === undefined) continue;
    if (adopt !== undefined && adopt !== item.id) {
      problems.push(
        `${slug} is registered with the id ${item.id} already and cannot adopt ${adopt}: take one of the two out.`,
      );
    } else if ((kindOf(entry) ?? kind) !== kind && entry.adopted) {
      problems.push(cannotBecome(slug, item, kindOf(entry), kind));
    } else if ((kindOf(entry) ?? kind) !== kind || unfit.has(item.id)) {
      const stays = isRetained(entry) && removal !== "delete";
      // What takes its place is to have its folder; that what an event made is taken back with it, nothing may refuse.
      if (stays && !isUndone(entry)) problems.push(isToStay(slug, item, kindOf(entry), kind));
      else {
        move(slug, `${slug}~${item.id}`, stays ? {} : { removal: "delete" });
        replaced.set(slug, item);
      }
    }
  }
  for (const one of desired) {
    if (owned.has(one.slug)) continue;
    const from = findLeaving(
      one,
      [...owned].filter(([slug, { id = "" }]) => !wanted.has(slug) && !unfit.has(id)),
      live,
      kindOf,
    );
    if (from !== undefined) move(from, one.slug, {});
    else if (one.adopt !== undefined) {
      const item = live.get(one.adopt);
      const taker = adoptions.find(({ desired: other }) => other.adopt === one.adopt)?.desired.slug;
      const holder = taker ?? [...owned].find(([, { id }]) => id === one.adopt)?.[0];
      if (item === undefined)
        problems.push(
          `${one.slug} is to adopt ${one.adopt}, which Cliq does not show: correct the id, or take \`adopt\` out.`,
        );
      else if (holder !== undefined)
        problems.push(
          `${one.slug} is to adopt ${one.adopt}, which ${holder === taker ? "is to be adopted" : "is registered"} as ${holder}.`,
        );
      else if ((item.kind ?? one.kind) !== one.kind) problems.push(cannotBecome(one.slug, item, item.kind, one.kind));
      else adoptions.push({ item, desired: one });
    }
  }
  return { owned, problems, transfers, adoptions, replaced };
}

/** What leaves, but is the same as this under another slug: by id where it is to be adopted, else what made room for it, else by its name. */
function findLeaving(
  { slug, name, kind, adopt }: DesiredItem,
  leaving: readonly (readonly [string, LedgerEntry])[],
  live: ReadonlyMap<string, ObservedItem>,
  kindOf: (entry: LedgerEntry) => string | undefined,
): string | undefined {
  const able = leaving.filter(([, entry]) => live.has(entry.id ?? "") && (kindOf(entry) ?? kind) === kind);
  if (adopt !== undefined) return able.find(([, { id }]) => id === adopt)?.[0];
  const found =
    able.find(([from]) => from.startsWith(`${slug}~`)) ??
    able.find(([, { id }]) => live.get(id ?? "")?.name === name) ??
    able.find(([, entry]) => entry.name === name) ??
    able.find(([, { id }]) => toPlainName(live.get(id ?? "")?.name ?? "") === toPlainName(name));
  return found?.[0];
}

/** Whether it was made or adopted by an event that is taken back: then it has no right to its name. */
export function isUndone({ before, made, phase }: LedgerEntry): boolean {
  return before !== undefined || (made !== undefined && phase !== "registered");
}

function isToStay(slug: string, item: ObservedItem, from: string | undefined, to: string): string {
  return (
    `${slug}: "${item.name}" (id ${item.id}) is to be retained, and is of the kind "${from ?? "unknown"}", which Cliq cannot turn into "${to}": ` +
    'give the new one a folder and a name of its own, or declare removalPolicy: "delete" with it, and the former one is deleted.'
  );
}

function cannotBecome(slug: string, item: ObservedItem, from: string | undefined, to: string): string {
  return `${slug}: "${item.name}" (id ${item.id}) is of the kind "${from ?? "unknown"}", which Cliq cannot turn into "${to}": delete it in Cliq and take \`adopt\` out.`;
}
