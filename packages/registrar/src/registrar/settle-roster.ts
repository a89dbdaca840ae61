import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { confirmLostItem } from "./confirm-lost-item.ts";
import type { DesiredItem } from "./desired-item.ts";
import type { Intent } from "./ledger.ts";
import { listItems } from "./list-items.ts";
import type { LiveItem } from "./live-item.ts";
import type { Roster } from "./roster.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/**
 * The list may lag behind a create, so an open intent is looked for again, with these pauses, as long as the run that
 * wrote it down may have sent it only now: it may have waited for a lock first, and lived for fifteen minutes.
 */
const freshForMs = 960_000;
const pausesMs = [2_000, 8_000, 20_000, 30_000];

/**
 * Settles what former runs left open, and returns what is live: creates whose outcome is unknown become owned or are
 * dropped; owned, released and adopted items that the list lacks are looked up one by one, and our own forgotten when
 * Cliq does not know them.
 */
export async function settleRoster<D extends DesiredItem>(
  roster: Roster<D>,
  desired: readonly D[],
): Promise<readonly LiveItem[]> {
  const listed = await settleIntents(roster);
  const live = new Map(listed.map((item) => [item.id, item]));
  const isThere = async (slug: string, id: string, leaving = false): Promise<boolean> => {
    if (live.has(id) && !leaving) return true;
    const found = await roster.registry.get(id);
    live.delete(id);
    if (found.ok) live.set(id, found.value);
    else if (!isNotFound(found.error))
      throw toRegistrationFailed(
        `${slug}: whether Cliq still has the ${roster.registry.noun} ${id} is unknown.`,
        found.error,
      );
    return found.ok;
  };
  const wanted = new Set(desired.map(({ slug }) => slug));
  for (const [slug, { id, leaving }] of Object.entries(roster.entries)) {
    const isAsked = leaving === true || wanted.has(slug);
    if (id !== undefined && isAsked && !(await isThere(slug, id, leaving))) await roster.forget(slug);
  }
  for (const { slug, adopt } of desired) {
    if (adopt !== undefined) await isThere(slug, adopt);
    const released = roster.entries[slug] === undefined ? roster.released(slug)?.id : undefined;
    if (released !== undefined) await roster.reclaim(slug, await isThere(slug, released));
  }
  return [...live.values()];
}

async function settleIntents<D extends DesiredItem>(roster: Roster<D>): Promise<readonly LiveItem[]> {
  const { clock } = roster.run.ports;
  for (let look = 0; ; look += 1) {
    const live = await listItems(roster.registry);
    for (const [slug, intent] of openIntents(roster)) {
      const found = await confirmLostItem(roster, intent, live);
      if (found !== undefined) await roster.record(slug, { phase: "changing", id: found.id });
    }
    const pauseMs = pausesMs[look];
    const isFresh = openIntents(roster).some(([, { at }]) => clock.now() - at < freshForMs);
    if (pauseMs === undefined || !isFresh) {
      for (const [slug] of openIntents(roster)) await roster.forget(slug);
      return live;
    }
    await clock.sleep(pauseMs);
  }
}

function openIntents<D extends DesiredItem>(roster: Roster<D>): [string, Intent][] {
  return Object.entries(roster.entries).flatMap(([slug, { id, intent }]) =>
    id === undefined && intent !== undefined ? [[slug, intent] as [string, Intent]] : [],
  );
}
