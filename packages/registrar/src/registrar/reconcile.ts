import { actionApi } from "./action-api.ts";
import { readBefore, settleUndone } from "./adopt-item.ts";
import { type Applied, applyChanges } from "./apply-changes.ts";
import { findUser, undoCreate } from "./create-item.ts";
import type { DesiredItem, DesiredSet } from "./desired-set.ts";
import { functionApi } from "./function-api.ts";
import type { LedgerState } from "./ledger.ts";
import { type Changes, planChanges } from "./plan-changes.ts";
import { callsOf, refuseConflicts, refuseLossOfSight, refuseWhatDoesNotFit } from "./refuse-changes.ts";
import { removeItems } from "./remove-items.ts";
import { Run, type RunPorts } from "./run.ts";
import { Section } from "./section.ts";
import { settleSection } from "./settle-section.ts";
import { NotAsWritten, verifyItems } from "./verify-items.ts";

/**
 * Makes Cliq agree with the desired set: the one function behind Create, Update, rollback and Delete (the empty set).
 * Changes and deletes only what the ledger proves to be ours, or what a declaration adopts by id. Where nothing differs
 * it lists once per kind and writes nothing. Functions come before the actions whose forms name them, and go after them.
 * `declared` is what the stack says is registered, by which a lost ledger is recovered. Throws `RegistrationFailed` after
 * undoing the item in hand; the rest is for the next run to settle. Returns the ledger's state as last saved.
 */
export async function reconcile(
  desired: DesiredSet,
  state: LedgerState,
  ports: RunPorts,
  declared = desired,
): Promise<LedgerState> {
  const run = new Run(ports, state);
  const actions = new Section(run, "actions", actionApi(run.cliq.client, ports.readAsset));
  const functions = new Section(run, "functions", functionApi(run.cliq.functions));
  run.findUser = async () => findUser(actions);
  await settleUndone(functions, desired.functions);
  await settleUndone(actions, desired.actions);
  const isWanted = desired.actions.length + desired.functions.length > 0;
  if (isWanted || state.lost === true || !actions.isSettled || !functions.isSettled) {
    const functionChanges = await plan(functions, desired.functions, declared.functions);
    const actionChanges = await plan(actions, desired.actions, declared.actions);
    await refuseConflicts(functions, functionChanges);
    await refuseConflicts(actions, actionChanges);
    await refuseLossOfSight(actions, actionChanges);
    const befores = await readBefore(actions, actionChanges);
    const functionBefores = await readBefore(functions, functionChanges);
    // A Delete does what it can.
    if (isWanted)
      await refuseWhatDoesNotFit(run, [
        ...callsOf(functions.api, functionChanges),
        ...callsOf(actions.api, actionChanges),
      ]);
    const writtenFunctions = await applyChanges(functions, functionChanges, functionBefores);
    const writtenActions = await applyChanges(actions, actionChanges, befores);
    await removeItems(actions, actionChanges.deletes);
    await removeItems(functions, functionChanges.deletes);
    await verify(functions, writtenFunctions);
    await verify(actions, writtenActions);
  }
  if (!isWanted) {
    await removeItems(actions, Object.keys(actions.entries));
    await removeItems(functions, Object.keys(functions.entries));
    await removeItems(actions, Object.keys(actions.entries));
  }
  return run.state;
}

async function plan(
  section: Section,
  desired: readonly DesiredItem[],
  declared: readonly DesiredItem[],
): Promise<Changes> {
  // Most stacks have no functions: then Cliq is not asked for them.
  const isUnused = declared.length === 0 && Object.keys(section.entries).length === 0;
  const observed = isUnused ? [] : await settleSection(section, declared);
  return planChanges(desired, section.entries, observed);
}

async function verify(section: Section, { written, created }: Applied): Promise<void> {
  try {
    await verifyItems(section, written);
  } catch (error) {
    if (!(error instanceof NotAsWritten) || !created.has(error.written.id)) throw error;
    throw await undoCreate(section, error.written.desired.slug, error.written.id, error);
  }
}
