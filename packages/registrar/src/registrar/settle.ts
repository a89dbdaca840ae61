import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { type DesiredItem, digestOf } from "./desired-set.ts";
import type { Intent, LedgerEntry, LedgerState } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import { type Section, type SectionName, listItems } from "./section.ts";

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
export async function settleSection<D extends DesiredItem>(
  section: Section<D>,
  desired: readonly D[],
): Promise<readonly ObservedItem[]> {
  const listed = await settleIntents(section);
  const live = new Map(listed.map((item) => [item.id, item]));
  const isThere = async (slug: string, id: string, leaving = false): Promise<boolean> => {
    if (live.has(id) && !leaving) return true;
    const found = await section.api.get(id);
    live.delete(id);
    if (found.ok) live.set(id, found.value);
    else if (!isNotFound(found.error))
      throw toRegistrationFailed(
        `${slug}: whether Cliq still has the ${section.api.noun} ${id} is unknown.`,
        found.error,
      );
    return found.ok;
  };
  const wanted = new Set(desired.map(({ slug }) => slug));
  for (const [slug, { id, leaving }] of Object.entries(section.entries)) {
    const isAsked = leaving === true || wanted.has(slug);
    if (id !== undefined && isAsked && !(await isThere(slug, id, leaving))) await section.forget(slug);
  }
  for (const { slug, adopt } of desired) {
    if (adopt !== undefined) await isThere(slug, adopt);
    const released = section.entries[slug] === undefined ? section.released(slug)?.id : undefined;
    if (released !== undefined) await section.reclaim(slug, await isThere(slug, released));
  }
  return [...live.values()];
}

async function settleIntents<D extends DesiredItem>(section: Section<D>): Promise<readonly ObservedItem[]> {
  const { clock } = section.run;
  for (let look = 0; ; look += 1) {
    const live = await listItems(section.api);
    for (const [slug, intent] of openIntents(section)) {
      const found = await confirmLostItem(section, intent, live);
      if (found !== undefined) await section.record(slug, { phase: "changing", id: found.id });
    }
    const pauseMs = pausesMs[look];
    const isFresh = openIntents(section).some(([, { at }]) => clock.now() - at < freshForMs);
    if (pauseMs === undefined || !isFresh) {
      for (const [slug] of openIntents(section)) await section.forget(slug);
      return live;
    }
    await clock.sleep(pauseMs);
  }
}

function openIntents<D extends DesiredItem>(section: Section<D>): [string, Intent][] {
  return Object.entries(section.entries).flatMap(([slug, { id, intent }]) =>
    id === undefined && intent !== undefined ? [[slug, intent] as [string, Intent]] : [],
  );
}

/**
 * The item a lost create has made, from the list and then confirmed by id: a list that lags behind may still show one
 * that was deleted. Throws {@link RegistrationFailed} when Cliq cannot say.
 */
export async function confirmLostItem<D extends DesiredItem>(
  section: Section<D>,
  intent: Intent,
  live: readonly ObservedItem[],
): Promise<ObservedItem | undefined> {
  const found = findLostItem(section, intent, live);
  if (found === undefined) return undefined;
  const read = await section.api.get(found.id);
  if (read.ok) return read.value;
  if (isNotFound(read.error)) return undefined;
  throw toRegistrationFailed(`Whether "${intent.name}" was created is unknown.`, read.error);
}

/**
 * Finds the item that a create of ours made although its answer was lost. The proof is the execution URL, whose
 * credential nobody else knows; where Cliq shows none (INFERRED that it does of webhooks), name and hint as written down
 * when the name was free, its kind and creator, as far as they are shown.
 */
function findLostItem<D extends DesiredItem>(
  section: Section<D>,
  intent: Intent,
  live: readonly ObservedItem[],
): ObservedItem | undefined {
  const known = section.ownedIds;
  const { userId } = section.run.state;
  return live.find((item) => {
    if (known.has(item.id)) return false;
    const isKind = item.kind === undefined || item.kind === (intent.kind ?? "webhook");
    // One URL serves an action and its functions, and every function of it: it does not tell these apart.
    if (item.executionUrl !== undefined) {
      return (
        digestOf(item.executionUrl) === intent.urlDigest &&
        isKind &&
        (section.name === "actions" || item.name === intent.name)
      );
    }
    const isByUs = userId === undefined || item.creator?.id === undefined || item.creator.id === userId;
    return item.name === intent.name && item.hint === intent.hint && isByUs && isKind;
  });
}

type Entries = Readonly<Record<string, LedgerEntry>>;

/**
 * The ledger's entries as the registrar would settle them before it plans, by the list alone: a create whose answer was
 * lost is owned where its URL shows up, what was released comes back, and what Cliq no longer has is forgotten.
 */
export function toSettledEntries(
  section: SectionName,
  state: Pick<LedgerState, "actions" | "functions" | "released">,
  desired: readonly DesiredItem[],
  live: readonly ObservedItem[],
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
