import { randomBytes } from "node:crypto";
import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { type CliqFailure, isAmbiguous, isNameTaken, isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { toReason } from "../to-outcome.ts";
import { digestOf } from "../digest.ts";
import { isPage, patienceMsOf } from "./connect-cliq.ts";
import type { DesiredAction, DesiredItem } from "./desired-set.ts";
import { type Intent, toRegistered } from "./ledger.ts";
import { describeHolder, isSameName, type ObservedItem } from "./observed-item.ts";
import { explainFailure, RegistrationFailed } from "./registration-failed.ts";
import { deleteItem } from "./remove-items.ts";
import { isForAnotherRun, type Run } from "./run.ts";
import { listItems, type Section } from "./section.ts";
import { confirmLostCreate, probeSlug } from "./settle-section.ts";

/** Pauses between looks for a create whose answer was lost: before the first time it is sent again, and before each other. */
const pausesMs = [
  [1_000, 4_000],
  [5_000, 20_000, 30_000],
];

/**
 * Registers an item whole: makes it under a temporary name, sets its handlers, and gives it its name last, so that nobody
 * sees a half-made one under it. When something fails, what was made is removed again. Throws {@link RegistrationFailed}.
 */
export async function registerItem(section: Section, desired: DesiredItem): Promise<string> {
  const item = await createItem(section, desired);
  try {
    const shown = await section.api.configure(item, desired);
    const named = await section.api.update(item.id, desired);
    if (!named.ok)
      throw new RegistrationFailed(
        `"${desired.name}" (${desired.slug}) could not be given its name. ${await explain(section, desired.name, named.error)}`,
        { cause: new CliqApiFailed(named.error) },
      );
    await section.record(desired.slug, toRegistered(item.id, desired, { shown }));
  } catch (error) {
    // The ledger names the item: the run that overtook this one sees to it, and may have finished it by now.
    // So it is with the run that goes on after this one.
    if (isForAnotherRun(error)) throw error;
    throw await undoCreate(section, desired.slug, item.id, error);
  }
  return item.id;
}

/** Removes an item this run created, and returns the error that says so besides what went wrong. */
export async function undoCreate(
  section: Section,
  slug: string,
  id: string,
  cause: unknown,
): Promise<RegistrationFailed> {
  const { noun } = section.api;
  const removed = await deleteItem(section, slug, id);
  const rest = removed.ok
    ? `The ${noun} was removed from Cliq again.`
    : isNotFound(removed.error)
      ? `Cliq says that the ${noun} with the id ${id} is not there; the rollback looks again.`
      : `The ${noun} with the id ${id} could not be removed again: the rollback tries it once more.`;
  return new RegistrationFailed(`${toReason(cause)} ${rest}`, { cause });
}

/**
 * Creates the item under a temporary name and returns it; its id is in the ledger by then. An ambiguous create is settled
 * by listing before anything is sent again, as often as there is time for. Throws {@link RegistrationFailed}.
 */
async function createItem(section: Section, desired: DesiredItem): Promise<ObservedItem> {
  const { slug, hint, kind } = desired;
  const name = `Registering ${randomBytes(8).toString("hex")}`;
  const urlDigest = desired.executionUrl === undefined ? "" : digestOf(desired.executionUrl);
  const fails = async (failure: CliqFailure): Promise<RegistrationFailed> =>
    new RegistrationFailed(
      `"${desired.name}" (${slug}) could not be created. ${await explain(section, desired.name, failure)}`,
      { cause: new CliqApiFailed(failure) },
    );
  let last: CliqFailure | undefined;
  let oddSince: number | undefined;
  for (let attempt = 0; ; attempt += 1) {
    // Before the intent, which says when the create may have been sent.
    try {
      await section.run.makeRoom(...section.api.calls.create(desired));
    } catch (error) {
      // What may exist stays in the ledger as an intent: the rollback looks for it once more.
      throw last !== undefined && error instanceof RegistrationFailed ? await fails(last) : error;
    }
    const { user } = section.run;
    const at = section.run.clock.now();
    const intent = { name, temporary: true, hint, kind, urlDigest, at, ...(user === undefined ? {} : { user }) };
    const origin = desired.removal === "retain" ? { made: section.run.origin } : {};
    await section.record(slug, { phase: "creating", intent, ...origin });
    const outcome = await section.api.create(desired, name);
    if (outcome.ok) return own(section, slug, outcome.value);
    const { error } = outcome;
    // An earlier one may have arrived after all: the name is nobody else's.
    const mayExist = isAmbiguous(error) || (last !== undefined && isNameTaken(error));
    const found = mayExist ? await lookForCreated(section, intent, pausesMs[Math.min(attempt, 1)] ?? []) : undefined;
    // Whoever finds it need not be whoever sent it.
    if (found !== undefined) return own(section, slug, found, false);
    oddSince = error.kind === "protocol" ? (oddSince ?? intent.at) : undefined;
    // What may exist stays in the ledger as an intent, here too.
    if (oddSince !== undefined && mayNeverPass(section.run, error, oddSince)) throw await fails(error);
    if (mayExist) last = error;
    else if (error.kind === "throttled" && last === undefined) await section.forget(slug);
    else if (error.kind !== "throttled") {
      if (last === undefined) await section.forget(slug);
      throw await fails(error);
    }
  }
}

function mayNeverPass({ clock, halfTime }: Run, failure: CliqFailure, since: number): boolean {
  const now = clock.now();
  return now - since >= patienceMsOf(failure) && (!isPage(failure) || now >= halfTime);
}

async function own(section: Section, slug: string, item: ObservedItem, isAnswer = true): Promise<ObservedItem> {
  const { run } = section;
  const creator = item.creator?.id;
  // That Cliq does not tell is known from then on, too.
  if (isAnswer && (creator !== undefined || run.user === undefined)) run.user = creator;
  try {
    await section.record(slug, { phase: "changing", id: item.id, ...(creator === undefined ? {} : { creator }) });
  } catch (error) {
    // Unless a run that overtook this one has found the item, nobody knows its id: it would stay in Cliq for good.
    if (!(await run.isSeenToElsewhere(item.id))) await section.api.delete(item.id);
    throw error;
  }
  return item;
}

async function lookForCreated(
  section: Section,
  intent: Intent,
  pauses: readonly number[],
): Promise<ObservedItem | undefined> {
  const { clock, time } = section.run;
  for (const pauseMs of pauses) {
    if (clock.now() + pauseMs >= time.until) return undefined;
    await clock.sleep(pauseMs);
    const found = await confirmLostCreate(section, intent, await listItems(section.api));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Cliq does not say who has a name; the list may. */
async function explain(section: Section, name: string, failure: CliqFailure): Promise<string> {
  if (!isNameTaken(failure)) return explainFailure(failure);
  const listed = await section.api.list();
  const holder = listed.ok ? listed.value.find((item) => isSameName(item.name, name)) : undefined;
  if (holder === undefined) return explainFailure(failure);
  const own = Object.entries(section.entries).find(([, { id }]) => id === holder.id)?.[0];
  const whose = own === undefined ? describeHolder(holder) : `The other one is our own ${own} (id ${holder.id}).`;
  return `${explainFailure(failure)} ${whose}`;
}

/**
 * Whose access is used: Cliq tells only the maker of an item, so one is made, visible to that user alone, and deleted
 * again.
 */
export async function findUser(actions: Section): Promise<void> {
  // Each has an entry of its own: one that an earlier run could not delete again stays in the ledger until it is gone.
  const slug = `${probeSlug}${randomBytes(4).toString("hex")}`;
  try {
    const item = await createItem(actions, { ...probe, slug });
    await deleteItem(actions, slug, item.id);
  } catch (error) {
    if (!(error instanceof RegistrationFailed)) throw error;
  }
}

const probe: DesiredAction = {
  slug: probeSlug,
  name: "",
  hint: "Made to see whose access is used, and deleted at once",
  kind: "deluge",
  executionUrl: undefined,
  credentialDigests: [],
  fields: {
    name: "",
    hint: "Made to see whose access is used, and deleted at once",
    scope: "personal",
    multi_selectable: false,
    message_types: ["text"],
  },
  permissions: [],
  script: undefined,
  image: undefined,
  adopt: undefined,
  removal: undefined,
  hash: "",
};
