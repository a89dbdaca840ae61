import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { type CliqFailure, isAmbiguous, isNameTaken } from "@cliq-actions/cliq/rest/cliq-failure";
import { randomUUID } from "node:crypto";
import { toReason } from "../custom-resource/to-reason.ts";
import { type DesiredItem, digestOf } from "./desired-set.ts";
import { type Intent, LedgerConflict, toRegistered } from "./ledger.ts";
import { type ObservedItem, describeHolder } from "./observed-item.ts";
import { RegistrationFailed, explainFailure, toRegistrationFailed } from "./registration-failed.ts";
import { deleteItem } from "./remove-items.ts";
import { InvocationEnding } from "./run.ts";
import { type Section, listItems } from "./section.ts";
import { confirmLostItem } from "./settle.ts";

/** Pauses between looks for a create whose answer was lost: before trying again, and once its name turns out taken. */
const beforeRetryMs = [1_000, 4_000];
const afterRetryMs = [5_000, 20_000, 30_000];

/**
 * Creates the item in Cliq and returns it; its id is in the ledger by then. The name was free in this run's list.
 * An ambiguous create is settled by listing before anything is sent again. Throws {@link RegistrationFailed}.
 */
export async function createItem<D extends DesiredItem>(section: Section<D>, desired: D): Promise<ObservedItem> {
  const { slug, name, kind } = desired;
  // Before the intent, which says when the create may have been sent.
  await section.run.makeRoom(...section.api.calls.create(desired));
  const urlDigest = desired.executionUrl === undefined ? "" : digestOf(desired.executionUrl);
  const sent = markUntilKnown(section, desired);
  const intent = { name, hint: sent.hint, kind, urlDigest, at: section.run.clock.now() };
  await section.record(slug, { phase: "creating", intent });
  const look = async (pausesMs: readonly number[]) => lookFor(section, intent, pausesMs);

  let outcome = await section.api.create(sent);
  if (!outcome.ok && outcome.error.kind === "throttled") {
    // Not done: once the lock is over it is sent anew, with an intent that says when.
    await section.forget(slug);
    return createItem(section, desired);
  }
  if (outcome.ok) return own(section, slug, outcome.value);
  const mayExist = isAmbiguous(outcome.error);
  if (mayExist) {
    const found = await look(beforeRetryMs);
    if (found !== undefined) return own(section, slug, found);
    outcome = await section.api.create(sent);
    if (outcome.ok) return own(section, slug, outcome.value);
    // The first one may have arrived after all, and only now be visible.
    const late = isAmbiguous(outcome.error) || isNameTaken(outcome.error) ? await look(afterRetryMs) : undefined;
    if (late !== undefined) return own(section, slug, late);
  }
  // What may exist stays in the ledger as an intent: the rollback looks for it once more.
  if (!mayExist) await section.forget(slug);
  throw new RegistrationFailed(
    `"${name}" (${slug}) could not be created. ${await explainCreate(section, name, outcome.error)}`,
    {
      cause: new CliqApiFailed(outcome.error),
    },
  );
}

/**
 * A person's own may have the name and hint of ours, and Cliq shows no URL of a Deluge action, nor promises to show a
 * webhook's. So as long as it is not known as whom we create, an item is created with a hint of its own, by which it is
 * found if the answer is lost; the right one follows.
 */
function markUntilKnown<D extends DesiredItem>(section: Section<D>, desired: D): D {
  const isTold = desired.executionUrl !== undefined && section.run.state.userId !== undefined;
  if (isTold || section.name !== "actions") return desired;
  const hint = `Being registered (${randomUUID()})`;
  return { ...desired, hint, fields: { ...desired.fields, hint } };
}

async function own<D extends DesiredItem>(
  section: Section<D>,
  slug: string,
  item: ObservedItem,
): Promise<ObservedItem> {
  const { run } = section;
  run.learnUser(item.creator?.id);
  try {
    await section.record(slug, { phase: "changing", id: item.id });
  } catch (error) {
    // Unless a run that overtook this one has found the item, nobody knows its id: it would stay in Cliq for good.
    if (!(await run.isSeenToElsewhere(item.id))) await section.api.delete(item.id);
    throw error;
  }
  return item;
}

async function lookFor<D extends DesiredItem>(
  section: Section<D>,
  intent: Intent,
  pausesMs: readonly number[],
): Promise<ObservedItem | undefined> {
  for (const pauseMs of pausesMs) {
    await section.run.clock.sleep(pauseMs);
    const found = await confirmLostItem(section, intent, await listItems(section.api));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Cliq does not say who has the name; the list may. */
async function explainCreate<D extends DesiredItem>(
  section: Section<D>,
  name: string,
  failure: CliqFailure,
): Promise<string> {
  if (!isNameTaken(failure)) return explainFailure(failure);
  const listed = await section.api.list();
  const holder = listed.ok ? listed.value.find((item) => item.name.toLowerCase() === name.toLowerCase()) : undefined;
  return holder === undefined ? explainFailure(failure) : `${explainFailure(failure)} ${describeHolder(holder)}`;
}

/** Creates an item and sets its handlers. When the second fails, the first is undone: nothing stays half-registered. */
export async function registerItem<D extends DesiredItem>(section: Section<D>, desired: D): Promise<string> {
  const item = await createItem(section, desired);
  try {
    if (item.hint !== desired.hint) {
      const named = await section.api.update(item.id, desired);
      if (!named.ok)
        throw toRegistrationFailed(`"${desired.name}" (${desired.slug}) could not be given its hint.`, named.error);
    }
    await section.api.configure(item, desired);
    await section.record(desired.slug, toRegistered(item.id, desired));
  } catch (error) {
    // The ledger names the item: the run that overtook this one sees to it, and may have finished it by now.
    // So it is with the run that goes on after this one.
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    throw await undoCreate(section, desired.slug, item.id, error);
  }
  return item.id;
}

/** Removes an item this run created, and returns the error that says so besides what went wrong. */
export async function undoCreate<D extends DesiredItem>(
  section: Section<D>,
  slug: string,
  id: string,
  cause: unknown,
): Promise<RegistrationFailed> {
  const { noun } = section.api;
  const removed = await deleteItem(section, slug, id);
  const rest = removed.ok
    ? `The ${noun} was removed from Cliq again.`
    : `The ${noun} is still in Cliq with the id ${id}: the rollback removes it, or delete it there.`;
  return new RegistrationFailed(`${toReason(cause)} ${rest}`, { cause });
}
