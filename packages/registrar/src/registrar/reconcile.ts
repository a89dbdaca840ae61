import { describeHolder } from "./create-action.ts";
import type { DesiredAction } from "./desired-action.ts";
import type { LedgerState } from "./ledger.ts";
import { type Changes, planChanges } from "./plan-changes.ts";
import { Reconciliation, type ReconcilePorts } from "./reconciliation.ts";
import { refuseWhatDoesNotFit } from "./refuse-what-does-not-fit.ts";
import { registerAction, withdrawAction } from "./register-action.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { removeActions } from "./remove-actions.ts";
import { settleLedger } from "./settle-ledger.ts";
import { stepAside, updateAction } from "./update-action.ts";
import { NotAsWritten, verifyActions, type Written } from "./verify-actions.ts";

/**
 * Makes Cliq agree with the desired set: the one function behind Create, Update, rollback and Delete (the empty set).
 * Changes and deletes only what the ledger proves to be ours. Where nothing differs it lists once and writes nothing.
 * Throws {@link RegistrationFailed} after undoing the action in hand; the rest is for the next run to settle.
 */
export async function reconcile(desired: readonly DesiredAction[], state: LedgerState, ports: ReconcilePorts): Promise<void> {
  const run = new Reconciliation(ports, state);
  if (desired.length === 0 && Object.values(state.actions).every(({ id }) => id !== undefined)) {
    return removeActions(run, Object.entries(state.actions).map(([slug, { id }]) => ({ slug, id: id ?? "" })));
  }
  const live = await settleLedger(run, new Set(desired.map(({ slug }) => slug)));
  const changes = planChanges(desired, run.state, live);
  refuseConflicts(changes);
  if (desired.length > 0) await refuseWhatDoesNotFit(run, changes);
  for (const { from, to } of changes.transfers) await run.transfer(from, to);
  for (const id of changes.asides) await stepAside(run, id);
  const created = new Set<string>();
  const written: Written[] = [];
  for (const { id, desired: action } of changes.updates) {
    await updateAction(run, id, action);
    written.push({ id, desired: action });
  }
  for (const action of changes.creates) {
    const id = await registerAction(run, action);
    created.add(id);
    written.push({ id, desired: action });
  }
  await removeActions(run, changes.deletes);
  try {
    await verifyActions(run, written);
  } catch (error) {
    if (!(error instanceof NotAsWritten) || !created.has(error.written.id)) throw error;
    throw await withdrawAction(run, error.written.desired.slug, error.written.id, error);
  }
}

function refuseConflicts({ conflicts }: Changes): void {
  const [first] = conflicts;
  if (first === undefined) return;
  const more = conflicts.length > 1 ? ` So it is with ${conflicts.length - 1} more.` : "";
  throw new RegistrationFailed(
    `Cliq already has a message action named "${first.desired.fields.name}" that is not ours (${first.desired.slug} was to get that name). ` +
      `${describeHolder(first.holder)} Rename one of the two, or delete the other one in Cliq, then deploy again.${more}`,
  );
}
