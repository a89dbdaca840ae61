import { type DesiredItem, hasIcon } from "../registrar/desired-set.ts";
import { isRetained, type LedgerEntry } from "../registrar/ledger.ts";
import { describeHolder, isSame, isSameName, type ObservedItem } from "../registrar/observed-item.ts";
import type { Changes } from "../registrar/plan-changes.ts";
import { type Fields, toManagedFields, toShowable, toShownFields } from "./compare-fields.ts";

/** What a deployment would do about one item. */
export interface PlannedItem {
  readonly kind: "message action" | "function";
  readonly slug: string;
  readonly name: string;
  /** "forget" leaves it in Cliq; "conflict" means that the deployment would fail; of what is "unseen" only its maker's access tells. */
  readonly change: "create" | "update" | "replace" | "adopt" | "conflict" | "delete" | "forget" | "unseen" | "none";
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
export interface Planned {
  readonly kind: PlannedItem["kind"];
  readonly desired: readonly DesiredItem[];
  readonly changes: Changes;
  /** The settled entries the changes were planned with, and those the ledger holds. */
  readonly entries: Readonly<Record<string, LedgerEntry>>;
  readonly recorded: Readonly<Record<string, LedgerEntry>>;
  /** What the last deployment registered, by slug, as far as the ledger knows. */
  readonly before: ReadonlyMap<string, DesiredItem>;
  /** What was retained in Cliq when it left, and what Cliq lists. */
  readonly released: Readonly<Record<string, LedgerEntry>>;
  readonly live: readonly ObservedItem[];
}

/** Every item with what a deployment would do about it, in the order of the declarations, then what leaves. Pure. */
export function describeChanges(planned: Planned): readonly PlannedItem[] {
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

function describeDesired(planned: Planned, desired: DesiredItem): PlannedItem {
  const { kind, changes } = planned;
  const about = { kind, slug: desired.slug, name: desired.name };
  const conflict = changes.conflicts.find((one) => one.desired === desired);
  if (conflict !== undefined)
    return { ...about, change: "conflict", id: conflict.holder.id, note: describeConflict(planned, conflict.holder) };
  const item = { ...about, ...describeChange(planned, desired) };
  const notes = [item.note, ...warn(planned, desired, item)].filter((note) => note !== undefined);
  return { ...item, ...(notes.length === 0 ? {} : { note: notes.join(" ") }) };
}

function describeChange(
  { changes, entries, recorded, before }: Planned,
  desired: DesiredItem,
): Pick<PlannedItem, "change" | "id" | "fields" | "note"> {
  const { slug } = desired;
  const fieldsOf = (item: ObservedItem, known: DesiredItem | undefined): readonly PlannedField[] =>
    changedFields(toShownFields(item), known === undefined ? {} : toManagedFields(known), toManagedFields(desired));
  const adoption = changes.adoptions.find((one) => one.desired === desired);
  if (adoption !== undefined)
    return { change: "adopt", id: adoption.item.id, fields: fieldsOf(adoption.item, undefined) };
  const create = changes.creates.find((one) => one.desired === desired);
  if (create?.replaces !== undefined)
    return { change: "replace", id: create.replaces.id, note: "It is of another kind, which Cliq cannot change." };
  const lost = recorded[slug]?.id;
  if (create !== undefined)
    return {
      change: "create",
      ...(lost === undefined ? {} : { note: `Cliq does not list the former one (id ${lost}).` }),
    };
  const update = changes.updates.find((one) => one.desired === desired);
  if (update !== undefined) {
    const from = changes.transfers.find(({ to }) => to === slug)?.from;
    const note = from === undefined ? noteOf(entries[slug]) : `It was registered as ${from} and keeps its id.`;
    const fields = fieldsOf(update.item, before.get(from ?? slug));
    return { change: "update", id: update.item.id, fields, ...(note === undefined ? {} : { note }) };
  }
  const id = entries[slug]?.id;
  return { change: "none", ...(id === undefined ? {} : { id }) };
}

function noteOf(entry: LedgerEntry | undefined): string | undefined {
  return entry?.phase === "registered" ? undefined : "The ledger does not have it as finished.";
}

/** Whose the name is: somebody else's, or one of ours that stays in Cliq. */
function describeConflict({ entries, released }: Planned, holder: ObservedItem): string {
  const own =
    Object.entries(entries).find(([, { id }]) => id === holder.id) ??
    Object.entries(released).find(([, { id }]) => id === holder.id);
  if (own === undefined) return `The name is taken. ${describeHolder(holder)}`;
  const [slug] = own;
  return `The name is taken by one of our own (id ${holder.id}), which was registered as ${slug.replace(/^\w+\//, "")} and stays in Cliq, as its removal policy says.`;
}

/** What a person should know beforehand: nothing of this is a change, and some of it makes one fail. */
function warn(
  { changes, live, before, entries, desired: all }: Planned,
  desired: DesiredItem,
  { change, id }: Pick<PlannedItem, "change" | "id">,
): string[] {
  // What is to have a name of its own, or leaves, makes room for it.
  const isToHave = ([slug, entry]: readonly [string, LedgerEntry]): boolean =>
    all.some((one) => one.slug === slug) || !isRetained(entry);
  const own = new Set(Object.entries(entries).flatMap((entry) => (isToHave(entry) ? [entry[1].id] : [])));
  const others = live.filter((item) => item.id !== id && !own.has(item.id));
  const alike =
    others.find(({ name }) => isSameName(name, desired.name)) ??
    all
      .map(({ slug, name }) => ({ id: slug, name }))
      .find((one) => one.id !== desired.slug && isSameName(one.name, desired.name));
  const held = live.find((item) => item.id === id);
  const from = changes.transfers.find(({ to }) => to === desired.slug)?.from;
  const former = before.get(from ?? desired.slug);
  return [
    ...(alike !== undefined && change !== "none"
      ? [
          `"${alike.name}" (${"shown" in alike ? "id " : ""}${alike.id}) differs from its name by case or spelling only: where Cliq takes them for one, the deployment fails.`,
        ]
      : []),
    ...(change === "replace" ? ["An organisation at its limit of them may have no room for both for a moment."] : []),
    ...(change === "update" && former !== undefined && hasIcon(former) && !hasIcon(desired)
      ? ["Its icon is no longer declared and stays in Cliq: no documented call removes one."]
      : []),
    ...(held?.shown.status === "disabled" && change !== "replace"
      ? ["It is disabled in Cliq, which no call of the API changes: enable it there."]
      : []),
  ];
}

/** What Cliq shows decides; where it shows nothing, what was registered last; where nobody knows, a field is written anew. */
function changedFields(shown: Fields, known: Fields, wanted: Fields): readonly PlannedField[] {
  return Object.entries(wanted).flatMap(([field, to]) => {
    const from = shown[field] ?? known[field];
    if (from === undefined) return [{ field, to: toShowable(field, to) }];
    return isSame(from, to) ? [] : [{ field, from: toShowable(field, from), to: toShowable(field, to) }];
  });
}
