import type { DesiredItem } from "../registrar/desired-set.ts";
import { isRetained, type LedgerEntry } from "../registrar/ledger.ts";
import { describeHolder, type ObservedItem } from "../registrar/observed-item.ts";
import type { Changes } from "../registrar/plan-changes.ts";
import { isSame, toShowable } from "./compare-fields.ts";
import { type Fields, toManagedFields, toShownFields } from "./managed-fields.ts";

/** What a deployment would do about one item. */
export interface PlannedItem {
  readonly kind: "message action" | "function";
  readonly slug: string;
  readonly name: string;
  /** "forget" leaves it in Cliq; "conflict" means that the deployment would fail. */
  readonly change: "create" | "update" | "replace" | "adopt" | "conflict" | "delete" | "forget" | "none";
  /** Of the item in Cliq that this is about, if there is one. */
  readonly id?: string;
  /** What an update or an adoption changes. */
  readonly fields?: readonly PlannedField[];
  /** A sentence about what the fields do not say. */
  readonly note?: string;
}

/** One field that changes; `from` is missing when neither Cliq nor the ledger tells. */
export interface PlannedField {
  readonly field: string;
  readonly from?: unknown;
  readonly to: unknown;
}

/** What is compared for one of Cliq's two registries. */
export interface Planned<D extends DesiredItem> {
  readonly kind: PlannedItem["kind"];
  readonly desired: readonly D[];
  readonly changes: Changes<D>;
  /** The settled entries the changes were planned with, and those the ledger holds. */
  readonly entries: Readonly<Record<string, LedgerEntry>>;
  readonly recorded: Readonly<Record<string, LedgerEntry>>;
  /** What the last deployment registered, by slug, as far as the ledger knows. */
  readonly before: ReadonlyMap<string, DesiredItem>;
}

/** Every item with what a deployment would do about it, in the order of the declarations, then what leaves. Pure. */
export function describeChanges<D extends DesiredItem>(planned: Planned<D>): readonly PlannedItem[] {
  const { kind, desired, changes, entries } = planned;
  const leaving = changes.deletes
    .filter((slug) => !slug.includes("~"))
    .map((slug): PlannedItem => {
      const { id, name = slug, removal } = entries[slug] ?? {};
      return {
        kind,
        slug,
        name,
        change: isRetained({ removal }) ? "forget" : "delete",
        ...(id === undefined ? {} : { id }),
      };
    });
  return [...desired.map((one) => describeDesired(planned, one)), ...leaving];
}

function describeDesired<D extends DesiredItem>(planned: Planned<D>, desired: D): PlannedItem {
  const { kind, changes, entries, recorded, before } = planned;
  const { slug, name } = desired;
  const about = { kind, slug, name };
  const conflict = changes.conflicts.find((one) => one.desired === desired);
  if (conflict !== undefined) {
    return {
      ...about,
      change: "conflict",
      id: conflict.holder.id,
      note: `The name is taken. ${describeHolder(conflict.holder)}`,
    };
  }
  const fieldsOf = (item: ObservedItem, known: DesiredItem | undefined): readonly PlannedField[] =>
    changedFields(toShownFields(item), known === undefined ? {} : toManagedFields(known), toManagedFields(desired));
  const adoption = changes.adoptions.find((one) => one.desired === desired);
  if (adoption !== undefined)
    return { ...about, change: "adopt", id: adoption.item.id, fields: fieldsOf(adoption.item, undefined) };
  const create = changes.creates.find((one) => one.desired === desired);
  if (create?.replaces !== undefined) {
    return {
      ...about,
      change: "replace",
      id: create.replaces.id,
      note: "It is of another kind, which Cliq cannot change.",
    };
  }
  const lost = recorded[slug]?.id;
  if (create !== undefined) {
    return {
      ...about,
      change: "create",
      ...(lost === undefined ? {} : { note: `Somebody deleted it in Cliq (id ${lost}).` }),
    };
  }
  const update = changes.updates.find((one) => one.desired === desired);
  if (update !== undefined) {
    const from = changes.transfers.find(({ to }) => to === slug)?.from;
    const note = from === undefined ? noteOf(entries[slug]) : `It was registered as ${from} and keeps its id.`;
    return {
      ...about,
      change: "update",
      id: update.item.id,
      fields: fieldsOf(update.item, before.get(from ?? slug)),
      ...(note === undefined ? {} : { note }),
    };
  }
  const id = entries[slug]?.id;
  return { ...about, change: "none", ...(id === undefined ? {} : { id }) };
}

function noteOf(entry: LedgerEntry | undefined): string | undefined {
  return entry?.phase === "registered" ? undefined : "An earlier deployment left it unfinished.";
}

/** What Cliq shows decides; where it shows nothing, what was registered last; where nobody knows, a field is written anew. */
function changedFields(shown: Fields, known: Fields, wanted: Fields): readonly PlannedField[] {
  return Object.entries(wanted).flatMap(([field, to]) => {
    const from = shown[field] ?? known[field];
    if (from === undefined) return [{ field, to: toShowable(to) }];
    return isSame(from, to) ? [] : [{ field, from: toShowable(from), to: toShowable(to) }];
  });
}
