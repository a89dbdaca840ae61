import { toReason } from "../custom-resource/to-reason.ts";
import { createItem } from "./create-item.ts";
import { deleteItem } from "./delete-item.ts";
import type { DesiredItem } from "./desired-item.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Roster } from "./roster.ts";
import { InvocationEnding } from "./run-time.ts";
import { toRegistered } from "./to-registered.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/** Creates an item and sets its handlers. When the second fails, the first is undone: nothing stays half-registered. */
export async function registerItem<D extends DesiredItem>(roster: Roster<D>, desired: D): Promise<string> {
  const item = await createItem(roster, desired);
  try {
    if (item.hint !== desired.hint) {
      const named = await roster.registry.update(item.id, desired);
      if (!named.ok)
        throw toRegistrationFailed(`"${desired.name}" (${desired.slug}) could not be given its hint.`, named.error);
    }
    await roster.registry.configure(item, desired);
    await roster.record(desired.slug, toRegistered(item.id, desired));
  } catch (error) {
    // The ledger names the item: the run that overtook this one sees to it, and may have finished it by now.
    // So it is with the run that goes on after this one.
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    throw await withdrawItem(roster, desired.slug, item.id, error);
  }
  return item.id;
}

/** Removes an item this run created, and returns the error that says so besides what went wrong. */
export async function withdrawItem<D extends DesiredItem>(
  roster: Roster<D>,
  slug: string,
  id: string,
  cause: unknown,
): Promise<RegistrationFailed> {
  const { noun } = roster.registry;
  const removed = await deleteItem(roster, slug, id);
  const rest = removed.ok
    ? `The ${noun} was removed from Cliq again.`
    : `The ${noun} is still in Cliq with the id ${id}: the rollback removes it, or delete it there.`;
  return new RegistrationFailed(`${toReason(cause)} ${rest}`, { cause });
}
