import {
  compareFields,
  type Fields,
  type FieldVerdict,
  toManagedFields,
  toShownFields,
} from "../plan/compare-fields.ts";
import type { DesiredItem, DesiredSet } from "../registrar/desired-set.ts";
import type { LedgerEntry, LedgerState } from "../registrar/ledger.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";
import type { Live, SectionName } from "../registrar/section.ts";
import { isUnseen, settleEntries } from "../registrar/settle-entries.ts";

/** What a comparison needs; all of it was read before. */
export interface Compared {
  /** What the last deployment registered. */
  readonly registered: DesiredSet;
  readonly state: Pick<LedgerState, "actions" | "functions" | "released" | "gone" | "lost" | "registered" | "origins">;
  readonly live: Live;
  /** Where Cliq posts to for this stage. */
  readonly apiOrigin: string;
  /** By id, what handlers hold: permissions, or the SHA-256 of a script. Lists show neither. */
  readonly handlers: ReadonlyMap<string, Fields>;
}

/** Compares what was registered with what Cliq shows. Pure. */
export function findDrift(compared: Compared): DriftReport {
  const sections = [compareSection(compared, "actions"), compareSection(compared, "functions")];
  return {
    items: sections.flatMap(({ items }) => items),
    orphans: sections.flatMap(({ orphans }) => orphans),
    lookAlikes: sections.flatMap(({ lookAlikes }) => lookAlikes),
  };
}

function compareSection({ registered, state, live, apiOrigin, handlers }: Compared, section: SectionName): DriftReport {
  const kind = section === "actions" ? "message action" : "function";
  const entries = state[section] ?? {};
  const released = Object.entries(state.released ?? {}).filter(([key]) => key.startsWith(`${section}/`));
  const desired: readonly DesiredItem[] = registered[section];
  // What the next deployment takes as ours, such as a create whose answer was lost, or what an older row lacks.
  const settled = settleEntries(section, state, desired, live[section]);
  const known = new Set([
    ...[entries, settled, Object.fromEntries(released)].flatMap((part) => Object.values(part).map(({ id }) => id)),
    // Somebody's, and adopted once.
    ...Object.values(state.gone ?? {}),
  ]);
  const isThere = (entry: LedgerEntry | undefined): boolean => live[section].some(({ id }) => id === entry?.id);

  const items = desired.map((one): DriftItem => {
    const recorded = entries[one.slug];
    const entry =
      isThere(recorded) || !isThere(settled[one.slug]) || (recorded && isUnseen(section, recorded, live[section]))
        ? recorded
        : settled[one.slug];
    const about = {
      kind,
      slug: one.slug,
      name: one.name,
      ...(entry?.id === undefined ? {} : { id: entry.id }),
    } as const;
    const item = live[section].find(({ id }) => id === entry?.id);
    // A create that nothing has settled.
    if (entry !== undefined && entry.id === undefined) return { ...about, state: "unfinished", fields: [] };
    if (item === undefined && entry !== undefined && isUnseen(section, entry, live[section])) {
      const { creator: maker } = entry;
      return { ...about, state: "unseen", fields: [], ...(maker === undefined ? {} : { maker }) };
    }
    if (item === undefined) return { ...about, state: "missing", fields: [] };
    const wanted = { ...toManagedFields(one), [statusField]: "enabled" };
    const fields = compareFields(toShownFields(item, handlers.get(item.id)), wanted, entry?.shown);
    const isDifferent = fields.some(({ verdict }) => verdict === "drifted");
    // What holds the fields of another deployment was not changed by a person.
    const isWhole = entry?.phase === "registered" && (entry.hash === one.hash || !isDifferent);
    if (!isWhole) return { ...about, state: "unfinished", fields };
    return { ...about, state: isDifferent ? "drifted" : "same", fields };
  });
  // What waited for this access, and is found now.
  const waiting = Object.entries(entries).flatMap(([slug, { id, intent }]): DriftItem[] => {
    const found = id === undefined && slug.includes("~") ? settled[slug]?.id : undefined;
    return found === undefined
      ? []
      : [{ kind, slug, name: intent?.name ?? slug, id: found, state: "unfinished", fields: [] }];
  });
  const strangers = live[section].filter(({ id }) => !known.has(id));
  const orphans = strangers.filter(
    ({ executionUrl }) => executionUrl !== undefined && pointsTo(executionUrl, apiOrigin),
  );
  const lookAlikes = strangers.flatMap((item) => {
    const like = orphans.includes(item)
      ? undefined
      : desired.find(({ name }) => toSkeleton(name) === toSkeleton(item.name));
    return like === undefined ? [] : [{ ...toStray(kind, item), like: like.slug }];
  });
  return { items: [...items, ...waiting], orphans: orphans.map((item) => toStray(kind, item)), lookAlikes };
}

/** Whether an execution URL is one of the routes below an origin. */
export function pointsTo(executionUrl: string, apiOrigin: string): boolean {
  return (
    URL.canParse(executionUrl) &&
    new URL(executionUrl).origin === apiOrigin &&
    executionUrl.startsWith(`${apiOrigin}/actions/`)
  );
}

function toStray(kind: Stray["kind"], { id, name, creator }: ObservedItem): Stray {
  const who = creator?.name ?? creator?.id;
  return { kind, id, name, ...(who === undefined ? {} : { creator: who }) };
}

/** A name as a glance takes it: without case, accents, spaces and punctuation. */
function toSkeleton(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** How one registered item compares with Cliq. */
export interface DriftItem {
  readonly kind: "message action" | "function";
  readonly slug: string;
  readonly name: string;
  readonly id?: string;
  /**
   * "missing" is gone from Cliq; "unseen" is not shown to the access that is stored, and may be there for its maker;
   * "unfinished" was left by a deployment that did not end well.
   */
  readonly state: "same" | "drifted" | "missing" | "unseen" | "unfinished";
  /** Id of the user who made what is unseen, as far as the ledger knows. */
  readonly maker?: string;
  /** Every managed field; none of what is missing or unseen. */
  readonly fields: readonly FieldVerdict[];
}

/** Something in Cliq that the ledger does not know, and that concerns us all the same. */
export interface Stray {
  readonly kind: "message action" | "function";
  readonly id: string;
  readonly name: string;
  /** Who made it, as far as Cliq tells. */
  readonly creator?: string;
}

/** What a comparison of the ledger with Cliq found. Holds no credential. */
export interface DriftReport {
  readonly items: readonly DriftItem[];
  /** They post to this stage's URLs, but the ledger does not have them. */
  readonly orphans: readonly Stray[];
  /** Other people's, with a name that a person could take for one of ours. */
  readonly lookAlikes: readonly (Stray & { readonly like: string })[];
}

/** What a person can switch off in Cliq, and no call of the API can switch on again (INFERRED: no schema has it). */
export const statusField = "status";

/** Whether an item differs in something that a deployment or healing can write. */
export function isWritable({ state, fields }: DriftItem): boolean {
  if (state !== "drifted") return state !== "same";
  return fields.some(({ field, verdict }) => verdict === "drifted" && field !== statusField);
}

/** How many differences there are: items that are known not to be as registered, and orphans. */
export function countDifferences({ items, orphans }: DriftReport): number {
  return items.filter(({ state }) => state !== "same" && state !== "unseen").length + orphans.length;
}
