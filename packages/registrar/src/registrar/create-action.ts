import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { type CliqFailure, isAmbiguous, isNameTaken } from "@cliq-actions/cliq/rest/cliq-failure";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { type DesiredAction, digestOf } from "./desired-action.ts";
import { explainFailure } from "./explain-failure.ts";
import { confirmLostAction } from "./confirm-lost-action.ts";
import type { LedgerEntry } from "./ledger.ts";
import { listActions } from "./list-actions.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";

/** Pauses between looks for a create whose answer was lost: before trying again, and once its name turns out taken. */
const beforeRetryMs = [1_000, 4_000];
const afterRetryMs = [5_000, 20_000, 30_000];

/**
 * Creates the action in Cliq and returns its id, which is in the ledger by then. The name was free in this run's list.
 * An ambiguous create is settled by listing before anything is sent again. Throws {@link RegistrationFailed}.
 */
export async function createAction(run: Reconciliation, desired: DesiredAction): Promise<string> {
  const { slug, fields } = desired;
  const { name, hint } = fields;
  // Before the intent, which says when the create may have been sent.
  await run.makeRoom("create", "updateHandler");
  const intent = { name, hint, urlDigest: digestOf(fields.execution_url), at: run.ports.clock.now() };
  await run.record(slug, { phase: "creating", intent });
  const look = async (pausesMs: readonly number[]) => lookFor(run, intent, pausesMs);

  let outcome = await run.ports.client.create(fields);
  if (!outcome.ok && outcome.error.kind === "throttled") {
    await run.forget(slug);
    return createAction(run, desired);
  }
  if (outcome.ok) return own(run, slug, outcome.value);
  const mayExist = isAmbiguous(outcome.error);
  if (mayExist) {
    const found = await look(beforeRetryMs);
    if (found !== undefined) return own(run, slug, found);
    outcome = await run.ports.client.create(fields);
    if (outcome.ok) return own(run, slug, outcome.value);
    // The first one may have arrived after all, and only now be visible.
    const late = isAmbiguous(outcome.error) || isNameTaken(outcome.error) ? await look(afterRetryMs) : undefined;
    if (late !== undefined) return own(run, slug, late);
  }
  // What may exist stays in the ledger as an intent: the rollback looks for it once more.
  if (!mayExist) await run.forget(slug);
  throw new RegistrationFailed(`"${name}" (${slug}) could not be created. ${await explainCreate(run, name, outcome.error)}`, {
    cause: new CliqApiFailed(outcome.error),
  });
}

async function own(run: Reconciliation, slug: string, action: MessageAction): Promise<string> {
  run.learnUser(action.creator?.id);
  try {
    await run.record(slug, { phase: "changing", id: action.id });
  } catch (error) {
    // Unless a run that overtook this one has found the action, nobody knows its id: it would stay in Cliq for good.
    if (!(await run.isKnownElsewhere(action.id))) await run.ports.client.delete(action.id);
    throw error;
  }
  return action.id;
}

async function lookFor(
  run: Reconciliation,
  intent: NonNullable<LedgerEntry["intent"]>,
  pausesMs: readonly number[],
): Promise<MessageAction | undefined> {
  for (const pauseMs of pausesMs) {
    await run.ports.clock.sleep(pauseMs);
    const found = await confirmLostAction(run, intent, await listActions(run.ports.client));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Cliq does not say who has the name; the list may. */
async function explainCreate(run: Reconciliation, name: string, failure: CliqFailure): Promise<string> {
  if (!isNameTaken(failure)) return explainFailure(failure);
  const listed = await run.ports.client.list();
  const holder = listed.ok ? listed.value.find((action) => action.name.toLowerCase() === name.toLowerCase()) : undefined;
  return holder === undefined ? explainFailure(failure) : `${explainFailure(failure)} ${describeHolder(holder)}`;
}

/** Who has a name, for a person who has to find the action in Cliq. */
export function describeHolder(holder: MessageAction): string {
  const creator = holder.creator?.name ?? (holder.creator?.id === undefined ? "someone else" : `user ${holder.creator.id}`);
  return `The other one has the id ${holder.id} and was created by ${creator}.`;
}
