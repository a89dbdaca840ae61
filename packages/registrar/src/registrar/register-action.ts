import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { toReason } from "../custom-resource/to-reason.ts";
import { createAction } from "./create-action.ts";
import type { DesiredAction } from "./desired-action.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { InvocationEnding } from "./run-time.ts";
import { setPermissions } from "./set-permissions.ts";

/** Creates an action and sets its permissions. When the second fails, the first is undone: nothing stays half-registered. */
export async function registerAction(run: Reconciliation, desired: DesiredAction): Promise<string> {
  const id = await createAction(run, desired);
  try {
    await setPermissions(run, id, desired);
    await run.record(desired.slug, { phase: "registered", id, hash: desired.hash });
  } catch (error) {
    // The ledger names the action: the run that overtook this one sees to it, and may have finished it by now.
    // So it is with the run that goes on after this one.
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    throw await withdrawAction(run, desired.slug, id, error);
  }
  return id;
}

/** Removes an action this run created, and returns the error that says so besides what went wrong. */
export async function withdrawAction(run: Reconciliation, slug: string, id: string, cause: unknown): Promise<RegistrationFailed> {
  const removed = await run.ports.client.delete(id);
  const isGone = removed.ok || isNotFound(removed.error);
  if (isGone) await run.forget(slug);
  const rest = isGone
    ? "The action was removed from Cliq again."
    : `The action is still in Cliq with the id ${id}: the rollback removes it, or delete it there.`;
  return new RegistrationFailed(`${toReason(cause)} ${rest}`, { cause });
}
