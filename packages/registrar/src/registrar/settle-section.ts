import { authorizeAnew, deployStage, tryAgain } from "@cliq-actions/cliq/remedies";
import { type CliqFailure, isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { DesiredItem, DesiredSet } from "./desired-set.ts";
import type { Intent, LedgerEntry } from "./ledger.ts";
import { isSameName, type ObservedItem, othersOriginOf } from "./observed-item.ts";
import { RegistrationFailed, toRegistrationFailed } from "./registration-failed.ts";
import { listItems, type Section } from "./section.ts";
import { findLostCreate, isGone, settleEntries, toRecovered } from "./settle-entries.ts";

/**
 * The list may lag behind a create, so an open intent is looked for again, with these pauses, as long as the run that
 * wrote it down may have sent it only now: it may have waited for a lock first, and lived for fifteen minutes.
 */
const freshForMs = 960_000;
const freshPausesMs = [2_000, 8_000, 20_000, 30_000];
/** One look settles nothing about what cannot be got back: so far apart are the two that must agree. */
export const lookAgainMs = 15_000;

/**
 * Settles what former runs left open, saves it, and returns what Cliq holds: its list, and of what the list lacks, or may
 * show although it is gone, what looks by id found.
 */
export async function settleSection(
  section: Section,
  desired: readonly DesiredItem[],
  slugOf?: DesiredSet["slugOf"],
): Promise<readonly ObservedItem[]> {
  const listed = await settleIntents(section);
  const observed = new Map(listed.map((item) => [item.id, item]));
  const wanted = new Map(desired.map((one) => [one.slug, one]));
  const entries = Object.entries(section.entries);
  const asked: (readonly [string, Partial<LedgerEntry>])[] = [
    ...entries.filter(([slug, { leaving }]) => leaving === true || wanted.has(slug)),
    ...desired.flatMap(({ slug, adopt }) => (adopt === undefined ? [] : [[slug, { id: adopt }] as const])),
    ...desired.flatMap(({ slug }) => [[slug, section.released(slug) ?? {}] as const]),
  ];
  const absent = new Map<string, string>();
  for (const [slug, { id, leaving }] of asked) {
    if (id === undefined || (observed.has(id) && leaving !== true)) continue;
    const found = await lookFor(section, slug, id);
    observed.delete(id);
    if (found === undefined) absent.set(id, slug);
    else observed.set(id, found);
  }
  // Slugs under which what was retained is back, or is gone.
  const ended = new Set<string>();
  for (const id of await confirmAbsent(section, absent, observed)) {
    const [slug, entry] = entries.find(([, one]) => one.id === id) ?? [];
    if (slug === undefined || entry === undefined) {
      const about = absent.get(id) ?? "";
      const isReleased = section.released(about)?.id === id;
      const isAdopted = wanted.get(about)?.adopt === id && section.run.isPastCorrection;
      if (!(isReleased || isAdopted)) continue;
      const { scope } = (wanted.get(about)?.fields ?? {}) as { readonly scope?: string };
      const unsure = await whyUnsure(section, about, id, [], section.released(about) ?? { adopted: true, scope });
      if (unsure !== undefined && isAdopted) throw new MadeByAnother(`${about} (id ${id}) ${unsure} Then ${tryAgain}.`);
      if (unsure !== undefined) continue;
      if (isReleased) ended.add(about);
      if (!isAdopted) continue;
      section.run.warn(`${about} is to adopt ${id}, which Cliq does not show any more: it is made anew.`);
      await section.lose(about, id);
      continue;
    }
    const unsure = await whyUnsure(section, slug, id);
    if (unsure === undefined) {
      // While it is only being adopted, the event that adopts it fails.
      if (entry.adopted === true && entry.before?.delivery !== section.run.delivery && wanted.get(slug)?.adopt === id) {
        section.run.warn(
          `${slug} has adopted ${id}, which Cliq does not show any more: it is made anew. Take \`adopt\` out.`,
        );
        await section.lose(slug, id);
      }
      continue;
    }
    // What need not change is left as it is; so is, if somebody says so, what an access that is no more may have deleted.
    const one = wanted.get(slug);
    const isLeft = entry.phase === "registered" || (entry.leaving === true && one?.removal === "retain");
    if (!isLeft || entry.hash !== one?.hash)
      throw new MadeByAnother(
        `${slug} (id ${id}) ${unsure} Then ${tryAgain}.${one === undefined ? leaveItThere(slug) : ""}`,
      );
    section.run.warn(`${slug} (id ${id}) ${unsure}`);
    if (entry.leaving === true) await section.record(slug, { phase: "registered", leaving: undefined });
    observed.set(id, toUnseen(id, entry));
  }
  for (const item of await leaveToOthers(section, observed, wanted)) observed.set(item.id, item);
  const entriesSettled = await settleWhatIsThere(section, desired, observed);
  const all = [...observed.values()];
  const settled = Object.entries(entriesSettled).map(([slug, entry]) => {
    const released = section.entries[slug] === undefined ? section.released(slug) : undefined;
    // Earlier releases did not write down who made it.
    const item = observed.get(entry.id ?? "");
    const maker = entry.creator ?? item?.creator?.id;
    const known = maker === undefined ? entry : { ...entry, creator: maker };
    const isBack = released !== undefined && released.id === entry.id;
    if (isBack) ended.add(slug);
    if (isBack) return [slug, { ...known, ...comeBack(section, released) }] as const;
    const isNew = !section.ownedIds.has(entry.id ?? "") && section.run.state.lost !== true;
    if (!isNew) return [slug, known] as const;
    section.run.warn(
      `${slug}: "${item?.name}" (id ${entry.id}) has a URL that only this stage can have made, and was not in the ledger: it is taken back.${entry.removal === "retain" ? ' It stays in Cliq when it leaves, unless its removalPolicy is "delete".' : ""}`,
    );
    return [slug, { ...known, made: section.run.origin }] as const;
  });
  const waiting = Object.entries(section.entries).filter(([, { id }]) => id === undefined);
  const entered =
    section.run.state.lost === true ? recoverUndeclared(section, desired, { settled, all, slugOf }) : settled;
  await section.replace(Object.fromEntries([...entered, ...waiting]), ended);
  return all;
}

/** The entries as {@link settleEntries} has them; what is found by its URL is looked up by id first, and taken out of `observed` where only a list that lags behind shows it. */
async function settleWhatIsThere(
  section: Section,
  desired: readonly DesiredItem[],
  observed: Map<string, ObservedItem>,
): Promise<ReturnType<typeof settleEntries>> {
  const seen = new Set<string>();
  for (;;) {
    const entries = settleEntries(section.name, section.run.state, desired, [...observed.values()]);
    const found = Object.entries(entries).find(
      ([slug, { id = "" }]) =>
        section.entries[slug] === undefined && section.released(slug)?.id !== id && !seen.has(id),
    );
    if (found === undefined) return entries;
    const [slug, { id = "" }] = found;
    const item = await lookFor(section, slug, id);
    seen.add(id);
    observed.delete(id);
    if (item !== undefined) observed.set(id, item);
  }
}

/** What of an entry is another stage's by now, for it has a URL of theirs: nothing more is done about it, and a change of it is refused. */
export interface Others {
  readonly sentence: string;
  readonly isRefused: boolean;
}

/** Whether another stage or product has adopted an item of ours, which its URL shows; undefined where it has not, or that is not known. Pure. */
export function findOthers(
  [slug, entry]: readonly [slug: string, entry: LedgerEntry],
  item: ObservedItem,
  desired: DesiredItem | undefined,
  origins: readonly string[],
): Others | undefined {
  const origin = othersOriginOf(item, origins);
  if (origin === undefined) return undefined;
  // What was adopted only now is given back, or not, by what it was before.
  const { before } = entry;
  if (before !== undefined && (desired === undefined || before.fields.execution_url === item.executionUrl))
    return undefined;
  const about = `${slug}: "${item.name}" (id ${item.id}) has a URL of another stage or product (${origin}), which has adopted it: it is theirs, and is not touched here any more.`;
  if (desired === undefined) return { sentence: about, isRefused: false };
  const wayOut = `Take ${slug} out of this stage's actions, deploy, and declare it anew under another name if it is wanted here too: ${deployStage}`;
  return { sentence: `${about} ${wayOut}`, isRefused: entry.hash !== desired.hash };
}

/** Leaves to another stage or product what it has adopted: forgets what is not wanted, and warns of what is. Throws {@link RegistrationFailed} where that would have to change. */
export async function leaveToOthers(
  section: Section,
  live: ReadonlyMap<string, ObservedItem>,
  wanted: ReadonlyMap<string, DesiredItem> = new Map(),
): Promise<readonly ObservedItem[]> {
  const left: ObservedItem[] = [];
  for (const [slug, entry] of Object.entries(section.entries)) {
    const item = live.get(entry.id ?? "");
    const others = item && findOthers([slug, entry], item, wanted.get(slug), section.run.origins);
    if (item === undefined || others === undefined) continue;
    if (others.isRefused) throw new RegistrationFailed(others.sentence);
    section.run.warn(others.sentence);
    if (wanted.has(slug)) {
      await section.record(slug, { phase: "registered" });
      left.push(toUnseen(item.id, entry));
    } else await section.release(slug);
  }
  if (!section.run.isReturn) return left;
  // What was theirs before the update that is undone was left so, and is again.
  for (const [slug, one] of wanted) {
    const released = section.released(slug);
    const item = live.get(released?.id ?? "");
    if (released === undefined || item === undefined || section.entries[slug] !== undefined) continue;
    const others = findOthers([slug, released], item, one, section.run.origins);
    if (others === undefined || others.isRefused) continue;
    section.run.warn(others.sentence);
    await section.reclaim(slug);
    left.push(toUnseen(item.id, released));
  }
  return left;
}

/** What changes in the entry of an item that returns: with the rollback of what let it go nothing, else it was retained once. */
function comeBack({ run }: Section, { made, retained }: LedgerEntry): Partial<LedgerEntry> {
  return made !== undefined && run.isRollbackOf(made) ? { made: undefined, retained } : { made: run.origin };
}

/** What a lost row would have told of items that are declared no more, as far as their URLs prove them ours; warns of what is left in Cliq. */
function recoverUndeclared(
  { run, name: section }: Section,
  desired: readonly DesiredItem[],
  {
    settled,
    all,
    slugOf,
  }: {
    readonly settled: readonly (readonly [slug: string, entry: LedgerEntry])[];
    readonly all: readonly ObservedItem[];
    readonly slugOf: DesiredSet["slugOf"];
  },
): readonly (readonly [slug: string, entry: LedgerEntry])[] {
  const known = new Map(settled);
  const ids = new Set(settled.map(([, { id }]) => id));
  const recovered = new Set<string>();
  for (const item of all) {
    const slug = item.executionUrl === undefined ? undefined : slugOf?.(item.executionUrl);
    if (slug === undefined || ids.has(item.id)) continue;
    recovered.add(slug);
    // One URL serves an action and its functions: it does not tell which function it was.
    const isFree = section === "actions" && !known.has(slug);
    known.set(isFree ? slug : `${slug}~${item.id}`, toRecovered(item));
    if ((isFree || section === "functions") && !desired.some(({ name }) => isSameName(name, item.name)))
      run.warn(
        `${section === "functions" ? `"${item.name}"` : slug} (id ${item.id}) has a URL of this stage and is declared no more. Whether it was to be retained, the lost row would tell: it stays in Cliq. Whoever made it, the user ${item.creator?.id ?? "unknown"}, can delete it there if it is not wanted.`,
      );
  }
  const unproven = desired.flatMap(({ slug }) =>
    known.has(slug) || recovered.has(slug.split("/")[0] ?? "") ? [] : [slug],
  );
  if (unproven.length > 0)
    run.warn(
      `The ledger's row was lost, and Cliq shows nothing that only this stage can have made of ${unproven.join(", ")}: what is there of them is not touched. Look in Cliq, and delete it by hand.`,
    );
  return [...known];
}

/** How somebody is rid of what only a user who has left can delete. */
export const leaveItThere = (slug: string): string =>
  slug.includes("~")
    ? ""
    : ` Or leave it there: declare ${slug} once more as it was, with removalPolicy: "retain", deploy, and take it out then.`;

/** Something would have to be changed that only its maker sees, whose access is not the one that is stored. */
export class MadeByAnother extends RegistrationFailed {}

/**
 * Why it is not known that an item is gone which two looks did not find; undefined where it is. Its maker's access knows,
 * and any that sees what others have made for the whole organisation, as is seen in the list or was among `seen`, if this
 * was one of those.
 */
export async function whyUnsure(
  section: Section,
  slug: string,
  id: string,
  seen: readonly LedgerEntry[] = [],
  entry: Partial<LedgerEntry> = section.entries[slug] ?? {},
): Promise<string | undefined> {
  const { run, api } = section;
  const { creator, scope, adopted } = entry;
  if (adopted === true && scope === "organization") {
    run.leave(
      `${slug} (id ${id}), which is somebody's and was adopted, counts as deleted in Cliq. If whoever made it has given it another scope there, they may still have it, with the name and the URL that it got.`,
    );
    return undefined;
  }
  const user = await run.askUser();
  const tellsMakers = user !== undefined || !(run.isMakerless || (await showsNoMakers(section)));
  if (creator === undefined) {
    if (isGone(entry, { user, tellsMakers, seen }) || (await hasVanished(section, id))) return undefined;
    if (scope === "organization" && (await showsWhatOthersMake(section, user, seen))) return undefined;
    return `was made by a user whom an earlier release did not write down, and Cliq does not show it to the access that is stored: as that user, run ${authorizeAnew}.`;
  }
  if (creator === user || isLeftProbe(section, slug, id)) return undefined;
  const listed = scope === "organization" ? await listItems(api) : [];
  const shown = listed.map((item) => ({ creator: item.creator?.id, scope: item.shown.scope as string | undefined }));
  if (isGone(entry, { user, tellsMakers, seen: [...seen, ...shown] }) || (await hasVanished(section, id))) {
    // By hand its scope may have become another one than the ledger's.
    run.leave(
      `${slug} (id ${id}) counts as deleted in Cliq. If the user ${creator}, who made it, has given it another scope there, they may still have it, and can delete it.`,
    );
    return undefined;
  }
  return (
    `was made by the user ${creator}, and the access that is stored now is ${run.user === undefined ? "not known to be theirs" : "another user's"}: ` +
    `Cliq does not show it, and whether it is still there only its maker can tell. As that user, run ${authorizeAnew}.`
  );
}

/** Whether Cliq lists items, and tells of none who made it: where it has not answered who makes one now, that is all there is to go by. */
async function showsNoMakers({ api }: Section): Promise<boolean> {
  const listed = await listItems(api);
  return listed.length > 0 && listed.every(({ creator }) => creator === undefined);
}

/**
 * Whether an access sees what is for the whole organisation, whoever made it: it is shown something that another user
 * made, or all that it is shown of ours is its own user's, so that nobody else has made any.
 */
async function showsWhatOthersMake(
  section: Section,
  user: string | undefined,
  deleted: readonly LedgerEntry[],
): Promise<boolean> {
  const listed = await listItems(section.api);
  const makers = section.makersOf([...section.ownedIds, ...deleted.flatMap(({ id }) => id ?? [])]);
  return (
    listed.some(({ creator, shown }) => shown.scope === "organization" && ![undefined, user].includes(creator?.id)) ||
    (makers.length > 0 && makers.every((maker) => maker !== undefined && maker === user))
  );
}

/** How often a list that lags behind is looked at until it shows no more what a look by id does not find. */
const lagLooks = 4;

/** Whether Cliq has shown an item in this run to the access that is in use and shows it no more, by id or in its list: then it is gone, whoever made it. */
async function hasVanished(section: Section, id: string): Promise<boolean> {
  for (let look = 0; look < lagLooks && section.hasShown(id); look += 1) {
    if (look > 0) await section.run.clock.sleep(lookAgainMs);
    const isListed = (await listItems(section.api)).some((item) => item.id === id);
    if (!isListed) return section.hasShown(id);
  }
  return false;
}

/** What findUser makes is registered under this slug, and a suffix. */
export const probeSlug = "~access~";

/** Whether this is what a look for whose access is used has left with another user: they alone see it, so nothing waits for it. */
function isLeftProbe({ run, entries }: Section, slug: string, id: string): boolean {
  if (!slug.startsWith(probeSlug)) return false;
  const creator = entries[slug]?.creator ?? "";
  run.leave(
    `The user ${creator} may still have a message action of their own named "Registering …" (id ${id}): delete it.`,
  );
  return true;
}

/** Whether a failure of a call by id may mean that there is no such item. By itself it proves nothing. */
export function maySayAbsent(failure: CliqFailure): boolean {
  if (isNotFound(failure)) return true;
  if (failure.kind === "unavailable") return failure.status === 404;
  return isInvalidId(failure);
}

/** The id is all there is to refuse in a call by id. */
function isInvalidId(failure: CliqFailure): boolean {
  return failure.kind === "refused" && failure.code === "invalid_inputs";
}

/** Looks a second time, after a while, at what a first look did not find: by the list and by id. What is there after all goes into `observed`. */
export async function confirmAbsent(
  section: Section,
  slugsById: ReadonlyMap<string, string>,
  observed: Map<string, ObservedItem>,
): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  if (slugsById.size === 0) return absent;
  await section.run.clock.sleep(lookAgainMs);
  const listed = await listItems(section.api);
  for (const [id, slug] of slugsById) {
    const read = await section.api.get(id);
    // What is not Cliq's own word for it counts only together with the list.
    const isListed = listed.some((item) => item.id === id);
    if (read.ok) observed.set(id, read.value);
    else if (isInvalidId(read.error)) {
      section.run.warn(`${slug}: Cliq refuses the id ${id}, so it is let go. If it is still there, delete it by hand.`);
      absent.add(id);
    } else if (isNotFound(read.error) || (maySayAbsent(read.error) && !isListed)) absent.add(id);
    else throw isUnknown(section, slug, id, read.error);
  }
  return absent;
}

async function lookFor(section: Section, slug: string, id: string): Promise<ObservedItem | undefined> {
  const found = await section.api.get(id);
  if (found.ok) return found.value;
  if (maySayAbsent(found.error)) return undefined;
  throw isUnknown(section, slug, id, found.error);
}

function isUnknown({ api }: Section, slug: string, id: string, failure: CliqFailure): RegistrationFailed {
  return toRegistrationFailed(`${slug}: whether Cliq still has the ${api.noun} ${id} is unknown.`, failure);
}

async function settleIntents(section: Section): Promise<readonly ObservedItem[]> {
  const { clock } = section.run;
  for (let look = 0; ; look += 1) {
    const listed = await listItems(section.api);
    for (const [slug, intent] of openIntents(section)) {
      const found = await confirmLostCreate(section, intent, listed);
      if (found !== undefined) await section.record(slug, { phase: "changing", id: found.id });
    }
    const open = openIntents(section);
    const isFresh = open.some(([, { at }]) => clock.now() - at < freshForMs);
    const pauseMs = open.length === 0 ? undefined : (isFresh ? freshPausesMs : [lookAgainMs])[look];
    if (pauseMs === undefined) {
      for (const [slug, intent] of open) {
        const kept = keptSlug(slug, intent);
        if (!(await isOthersToTell(section, slug, intent))) await section.forget(slug);
        else if (slug !== kept) await section.transfer(slug, kept);
      }
      return listed;
    }
    await clock.sleep(pauseMs);
  }
}

/** Under what slug a create waits that only another user's access can settle: its own is free for another one. */
function keptSlug(slug: string, { name }: Intent): string {
  const end = `~${name.replace("Registering ", "")}`;
  return slug.endsWith(end) ? slug : `${slug}${end}`;
}

/**
 * Whether a create without an answer has to be looked for by the access of whoever sent it, as it may be there for them.
 * A Delete waits for them; any other event goes on, and each after it looks again. Where nobody knows who that is, it is
 * told and forgotten.
 */
async function isOthersToTell({ run, api }: Section, slug: string, { user, name }: Intent): Promise<boolean> {
  const isProbe = slug.startsWith(probeSlug);
  if (user !== undefined && !isProbe && (await run.isAccessOf(user))) return false;
  const isOthers = user !== undefined && run.user !== undefined;
  // A Delete deletes what it can, and says then what it waits for.
  if (isOthers && run.asked === "") return true;
  const why = whyWaiting(api.noun, name);
  const whose = user === undefined ? "whoever gave the access then, if it was somebody else," : `the user ${user}`;
  run.leave(`${slug}: ${why} If it is there, ${whose} can see it in Cliq, and delete it.`);
  return isOthers && !isProbe;
}

const whyWaiting = (noun: string, name: string): string =>
  `the making of the ${noun} "${name}" had no answer, and the access that is stored now does not show it.`;

/** What keeps a section from being empty when all is deleted that this access can: a create that only its user can look for. */
export function findWaiting(section: Section): MadeByAnother | undefined {
  const [slug, { user, name }] = openIntents(section)[0] ?? ["", {}];
  if (name === undefined) return undefined;
  const why = whyWaiting(section.api.noun, name);
  return new MadeByAnother(`${slug}: ${why} The user ${user} may have it: as that user, run ${authorizeAnew}.`);
}

function openIntents(section: Section): [string, Intent][] {
  return Object.entries(section.entries).flatMap(([slug, { id, intent }]) =>
    id === undefined && intent !== undefined ? [[slug, intent] as [string, Intent]] : [],
  );
}

/**
 * The item a lost create has made, from the list and then confirmed by id: a list that lags behind may still show one
 * that was deleted. Throws {@link RegistrationFailed} when Cliq cannot say.
 */
export async function confirmLostCreate(
  section: Section,
  intent: Intent,
  listed: readonly ObservedItem[],
): Promise<ObservedItem | undefined> {
  const found = findLostCreate(section.name, intent, section.ownedIds, listed);
  return found === undefined ? undefined : lookFor(section, intent.name, found.id);
}

/** As far as it concerns a plan, what is not shown is as it was last written. */
export function toUnseen(id: string, { name = "", kind }: LedgerEntry): ObservedItem {
  return { id, name, hint: undefined, kind, executionUrl: undefined, creator: undefined, shown: {} };
}
