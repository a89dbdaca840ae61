import { compareFields } from "../plan/compare-fields.ts";
import { type Fields, toManagedFields, toShownFields } from "../plan/managed-fields.ts";
import type { DesiredItem, DesiredSet } from "../registrar/desired-set.ts";
import type { LedgerState } from "../registrar/ledger.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";
import type { SectionName } from "../registrar/section.ts";
import { type DriftItem, type DriftReport, statusField, type Stray } from "./drift-report.ts";

/** What a comparison needs; all of it was read before. */
export interface Compared {
  /** What the last deployment registered. */
  readonly registered: DesiredSet;
  readonly state: Pick<LedgerState, "actions" | "functions" | "released">;
  readonly live: Readonly<Record<SectionName, readonly ObservedItem[]>>;
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
  const known = new Set([...Object.values(entries), ...released.map(([, entry]) => entry)].map(({ id }) => id));
  const desired: readonly DesiredItem[] = registered[section];

  const items = desired.map((one): DriftItem => {
    const entry = entries[one.slug];
    const about = {
      kind,
      slug: one.slug,
      name: one.name,
      ...(entry?.id === undefined ? {} : { id: entry.id }),
    } as const;
    const item = live[section].find(({ id }) => id === entry?.id);
    if (item === undefined) return { ...about, state: "missing", fields: [] };
    const wanted = { ...toManagedFields(one), [statusField]: "enabled" };
    const fields = compareFields(toShownFields(item, handlers.get(item.id)), wanted, entry?.shown);
    const isDifferent = fields.some(({ verdict }) => verdict === "drifted");
    // What holds the fields of another deployment was not changed by a person.
    const isWhole = entry?.phase === "registered" && (entry.hash === one.hash || !isDifferent);
    if (!isWhole) return { ...about, state: "unfinished", fields };
    return { ...about, state: isDifferent ? "drifted" : "same", fields };
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
  return { items, orphans: orphans.map((item) => toStray(kind, item)), lookAlikes };
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
