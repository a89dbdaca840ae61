import { type DesiredItem, digestOf } from "../registrar/desired-item.ts";
import type { LedgerEntry, LedgerState } from "../registrar/ledger.ts";
import type { LiveItem } from "../registrar/live-item.ts";
import type { Section } from "../registrar/roster.ts";

type Entries = Readonly<Record<string, LedgerEntry>>;

/**
 * The ledger's entries as the registrar would settle them before it plans, by the list alone: a create whose answer was
 * lost is owned where its URL shows up, what was released comes back, and what Cliq no longer has is forgotten.
 */
export function toSettledEntries(
  section: Section,
  state: Pick<LedgerState, "actions" | "functions" | "released">,
  desired: readonly DesiredItem[],
  live: readonly LiveItem[],
): Entries {
  const wanted = new Set(desired.map(({ slug }) => slug));
  const isLive = (id: string | undefined): boolean => live.some((item) => item.id === id);
  const recorded = Object.entries(state[section] ?? {}).flatMap(([slug, entry]): [string, LedgerEntry][] => {
    if (entry.id !== undefined) return isLive(entry.id) || !wanted.has(slug) ? [[slug, entry]] : [];
    const made = live.find(
      ({ executionUrl }) => executionUrl !== undefined && digestOf(executionUrl) === entry.intent?.urlDigest,
    );
    return made === undefined ? [] : [[slug, { ...entry, phase: "changing", id: made.id }]];
  });
  const known = new Set(recorded.map(([slug]) => slug));
  const reclaimed = desired.flatMap(({ slug }): [string, LedgerEntry][] => {
    const released = state.released?.[`${section}/${slug}`];
    return known.has(slug) || released === undefined || !isLive(released.id) ? [] : [[slug, released]];
  });
  return Object.fromEntries([...recorded, ...reclaimed]);
}
