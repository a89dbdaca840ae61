import { randomUUID } from "node:crypto";
import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { type CliqFailure, isAmbiguous, isNameTaken } from "@cliq-actions/cliq/rest/cliq-failure";
import { confirmLostItem } from "./confirm-lost-item.ts";
import { type DesiredItem, digestOf } from "./desired-item.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Intent } from "./ledger.ts";
import { listItems } from "./list-items.ts";
import { describeHolder, type LiveItem } from "./live-item.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Roster } from "./roster.ts";

/** Pauses between looks for a create whose answer was lost: before trying again, and once its name turns out taken. */
const beforeRetryMs = [1_000, 4_000];
const afterRetryMs = [5_000, 20_000, 30_000];

/**
 * Creates the item in Cliq and returns it; its id is in the ledger by then. The name was free in this run's list.
 * An ambiguous create is settled by listing before anything is sent again. Throws {@link RegistrationFailed}.
 */
export async function createItem<D extends DesiredItem>(roster: Roster<D>, desired: D): Promise<LiveItem> {
  const { slug, name, kind } = desired;
  // Before the intent, which says when the create may have been sent.
  await roster.run.makeRoom(...roster.registry.calls.create(desired));
  const urlDigest = desired.executionUrl === undefined ? "" : digestOf(desired.executionUrl);
  const sent = markUntilKnown(roster, desired);
  const intent = { name, hint: sent.hint, kind, urlDigest, at: roster.run.ports.clock.now() };
  await roster.record(slug, { phase: "creating", intent });
  const look = async (pausesMs: readonly number[]) => lookFor(roster, intent, pausesMs);

  let outcome = await roster.registry.create(sent);
  if (!outcome.ok && outcome.error.kind === "throttled") {
    // Not done: once the lock is over it is sent anew, with an intent that says when.
    await roster.forget(slug);
    return createItem(roster, desired);
  }
  if (outcome.ok) return own(roster, slug, outcome.value);
  const mayExist = isAmbiguous(outcome.error);
  if (mayExist) {
    const found = await look(beforeRetryMs);
    if (found !== undefined) return own(roster, slug, found);
    outcome = await roster.registry.create(sent);
    if (outcome.ok) return own(roster, slug, outcome.value);
    // The first one may have arrived after all, and only now be visible.
    const late = isAmbiguous(outcome.error) || isNameTaken(outcome.error) ? await look(afterRetryMs) : undefined;
    if (late !== undefined) return own(roster, slug, late);
  }
  // What may exist stays in the ledger as an intent: the rollback looks for it once more.
  if (!mayExist) await roster.forget(slug);
  throw new RegistrationFailed(
    `"${name}" (${slug}) could not be created. ${await explainCreate(roster, name, outcome.error)}`,
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
function markUntilKnown<D extends DesiredItem>(roster: Roster<D>, desired: D): D {
  const isTold = desired.executionUrl !== undefined && roster.run.state.userId !== undefined;
  if (isTold || roster.section !== "actions") return desired;
  const hint = `Being registered (${randomUUID()})`;
  return { ...desired, hint, fields: { ...desired.fields, hint } };
}

async function own<D extends DesiredItem>(roster: Roster<D>, slug: string, item: LiveItem): Promise<LiveItem> {
  const { run } = roster;
  run.learnUser(item.creator?.id);
  try {
    await roster.record(slug, { phase: "changing", id: item.id });
  } catch (error) {
    // Unless a run that overtook this one has found the item, nobody knows its id: it would stay in Cliq for good.
    if (!(await run.isSeenToElsewhere(item.id))) await roster.registry.delete(item.id);
    throw error;
  }
  return item;
}

async function lookFor<D extends DesiredItem>(
  roster: Roster<D>,
  intent: Intent,
  pausesMs: readonly number[],
): Promise<LiveItem | undefined> {
  for (const pauseMs of pausesMs) {
    await roster.run.ports.clock.sleep(pauseMs);
    const found = await confirmLostItem(roster, intent, await listItems(roster.registry));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Cliq does not say who has the name; the list may. */
async function explainCreate<D extends DesiredItem>(
  roster: Roster<D>,
  name: string,
  failure: CliqFailure,
): Promise<string> {
  if (!isNameTaken(failure)) return explainFailure(failure);
  const listed = await roster.registry.list();
  const holder = listed.ok ? listed.value.find((item) => item.name.toLowerCase() === name.toLowerCase()) : undefined;
  return holder === undefined ? explainFailure(failure) : `${explainFailure(failure)} ${describeHolder(holder)}`;
}
