import { authorizeAnew, tryAgain } from "@cliq-actions/cliq/remedies";
import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { type CliqFailure, isMaybeForeign, isUntouched } from "@cliq-actions/cliq/rest/cliq-failure";
import { type Result, succeed } from "@cliq-actions/cliq/rest/result";
import type { ObservedItem } from "./observed-item.ts";
import { explainFailure, RegistrationFailed } from "./registration-failed.ts";
import { isRetained, type LedgerEntry } from "./ledger.ts";
import type { Section } from "./section.ts";
import { confirmAbsent, leaveItThere, MadeByAnother, maySayAbsent, probeSlug, whyUnsure } from "./settle-section.ts";
import { giveBack } from "./give-back.ts";

/** What could not be removed, and why. */
interface Left {
  readonly slug: string;
  readonly id: string;
  readonly why: string;
  readonly cause?: Error;
}

/**
 * Deletes items of ours by id, or lets them go where they are to be retained, or gives them back where they were adopted
 * only now. Tries all of them before it throws {@link RegistrationFailed}, which names every one that is left.
 */
export async function removeItems(section: Section, slugs: readonly string[]): Promise<void> {
  const left: Left[] = [];
  const absent = new Map<string, string>();
  /** Ids of what an earlier attempt may have deleted, by an access that saw it. */
  const sent = new Set<string>();
  const deleted: LedgerEntry[] = [];
  const before = section.entries;
  const open = [...slugs];
  // What is given back may get a name that one of the others still has.
  const isBack = (slug: string): boolean => section.entries[slug]?.before !== undefined;
  for (const slug of slugs.toSorted((one, other) => Number(isBack(one)) - Number(isBack(other)))) {
    const entry = section.entries[slug];
    if (entry?.id === undefined) continue;
    const { id } = entry;
    if (isBack(slug)) {
      await giveBack(section, slug).then(
        (sentence) => section.run.warn(`${slug}: ${sentence}`),
        (error: unknown) => {
          if (!(error instanceof RegistrationFailed)) throw error;
          const cause = error instanceof MadeByAnother ? error : error.cause;
          left.push({ slug, id, why: error.message, ...(cause instanceof Error ? { cause } : {}) });
        },
      );
      continue;
    }
    if (isRetained(entry)) {
      // No declaration asks for that, as far as is known.
      if (entry.retained === true && section.run.asked === "")
        section.run.leave(
          `Still in Cliq: ${slug} (id ${id}), as it was retained or taken back once. Delete it there, if it is not wanted.`,
        );
      await section.release(slug);
      continue;
    }
    if (await isOutOfSight(section, id)) {
      absent.set(id, slug);
      continue;
    }
    await section.run.makeRoom(section.api.calls.delete);
    const removed = await deleteItem(section, slug, id);
    if (removed.ok) {
      deleted.push(entry);
      continue;
    }
    if (removed.error.mayBeDone === true && section.hasShown(id, "any")) sent.add(id);
    if (maySayAbsent(removed.error)) absent.set(id, slug);
    else if (slug.startsWith(probeSlug) && removed.error.kind === "refused") {
      // Nobody has registered a look for whose access is used.
      section.run.leave(
        `Still in Cliq: a message action named "Registering …" (id ${id}). ${explainFailure(removed.error)}`,
      );
      open.splice(open.indexOf(slug), 1);
    } else {
      const why = await whyForbidden(section, removed.error, entry.creator);
      left.push(
        why === undefined
          ? { slug, id, why: explainFailure(removed.error), cause: new CliqApiFailed(removed.error) }
          : { slug, id, why, cause: new MadeByAnother(why) },
      );
    }
    // Neither a lock nor a missing token gets better by asking again for the next one.
    if (removed.error.kind !== "refused" && removed.error.kind !== "unavailable") break;
  }
  left.push(...(await forgetAbsent(section, absent, { deleted, before, sent })));
  // What waits for another user's access is named beside what failed.
  const first = left.find(({ cause }) => !(cause instanceof MadeByAnother)) ?? left[0];
  if (first === undefined) return;
  const named = open.filter((slug) => section.entries[slug] !== undefined);
  // What was adopted is somebody's: nobody is told to delete it. That what only its maker sees is gone, only they can show.
  const isOurs = named.every((slug) => !isBack(slug)) && left.every(({ cause }) => !(cause instanceof MadeByAnother));
  throw new RegistrationFailed(
    `${tellLeft(section, named)} ${first.why}` + (isOurs ? ` Or delete them in Cliq by hand, then ${tryAgain}.` : ""),
    first.cause === undefined ? {} : { cause: first.cause },
  );
}

/** Whether Cliq has shown an item to the access that is in use neither in a list nor by its id: then it is not this access that deletes it, and nothing is written down of a deletion. */
async function isOutOfSight(section: Section, id: string): Promise<boolean> {
  if (section.hasShown(id)) return false;
  const read = await section.api.get(id);
  return !read.ok && maySayAbsent(read.error);
}

/** Names what a removal has left, for whoever has to find it in Cliq. */
export function tellLeft({ entries }: Section, slugs: readonly string[]): string {
  return `Still in Cliq: ${slugs.map((slug) => `${slug} (id ${entries[slug]?.id ?? "unknown"})`).join(", ")}.`;
}

/**
 * Deletes an item of ours and forgets it. That it is leaving is written down before: if the answer is lost, or the
 * process ends, a list that lags behind must not pass for a proof that it is there.
 */
export async function deleteItem(section: Section, slug: string, id: string): Promise<Result<undefined>> {
  const known = section.entries[slug];
  await section.record(slug, { phase: "changing", id, leaving: true });
  const removed = await section.api.delete(id);
  if (!removed.ok) {
    if (!maySayAbsent(removed.error)) await putBack(section, slug, removed.error, known);
    return removed;
  }
  await section.forget(slug);
  return succeed(undefined);
}

/** A write that Cliq has refused, with nothing changed by it: the ledger's entry is as it was before. */
export class Untouched extends RegistrationFailed {}

/** The error of the first write to an item, `about` in a sentence; the ledger's entry is as it was where that has changed nothing. */
export async function undoRefused(
  section: Section,
  slug: string,
  failure: CliqFailure,
  {
    about,
    known,
    maker,
  }: { readonly about: string; readonly known?: LedgerEntry | undefined; readonly maker?: string | undefined },
): Promise<RegistrationFailed> {
  const isAsBefore = await putBack(section, slug, failure, known);
  const why = await whyForbidden(section, failure, known?.creator ?? maker);
  const cause = why === undefined ? new CliqApiFailed(failure) : new MadeByAnother(why);
  const message = `${about} ${why ?? explainFailure(failure)}`;
  return isAsBefore ? new Untouched(message, { cause }) : new RegistrationFailed(message, { cause });
}

/** Puts an entry back as it was before a call that has changed nothing, so that a rollback has nothing to undo; tells whether it did. */
async function putBack(
  section: Section,
  slug: string,
  failure: CliqFailure,
  known: LedgerEntry | undefined,
): Promise<boolean> {
  if (known === undefined || !isUntouched(failure)) return false;
  await section.replace({ ...section.entries, [slug]: known }, new Set());
  return true;
}

/** Whose access a forbidden call takes, where the item is another user's; undefined where that is not known to be why. */
async function whyForbidden(
  { run }: Section,
  failure: CliqFailure,
  maker: string | undefined,
): Promise<string | undefined> {
  const isForbidden = failure.kind === "scope-missing" ? !failure.isCliqs : isMaybeForeign(failure);
  if (!isForbidden || maker === undefined || (await run.isAccessOf(maker)) || run.user === undefined) return undefined;
  return (
    `Cliq forbids it ("${failure.message}"): the user ${maker} made it, and the access that is stored now is another ` +
    `user's. As that user, run ${authorizeAnew}, then ${tryAgain}.`
  );
}

/** Forgets what is gone already: what two looks apart in time do not find, with the access of whoever made it. */
async function forgetAbsent(
  section: Section,
  slugsById: ReadonlyMap<string, string>,
  {
    deleted,
    before,
    sent,
  }: {
    readonly deleted: readonly LedgerEntry[];
    readonly before: Section["entries"];
    readonly sent: ReadonlySet<string>;
  },
): Promise<readonly Left[]> {
  const found = new Map<string, ObservedItem>();
  const absent = await confirmAbsent(section, slugsById, found);
  const left: Left[] = [];
  for (const [id, slug] of slugsById) {
    if (!absent.has(id)) {
      left.push({ slug, id, why: "Cliq says that it is not there, and shows it all the same." });
      continue;
    }
    const unsure = await whyUnsure(section, slug, id, deleted);
    if (unsure === undefined) {
      await section.forget(slug);
      continue;
    }
    // Cliq has refused to delete it: it is as it was, for the rollback too.
    if (!sent.has(id)) await section.record(slug, { phase: "changing", leaving: undefined, ...before[slug] });
    const wayOut = section.run.asked === "" ? "" : leaveItThere(slug);
    left.push({ slug, id, why: `It ${unsure}${wayOut}`, cause: new MadeByAnother(unsure) });
  }
  return left;
}
