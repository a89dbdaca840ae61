import { toReason } from "../custom-resource/to-reason.ts";
import type { DesiredItem } from "./desired-item.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import type { LiveItem } from "./live-item.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Roster } from "./roster.ts";
import { InvocationEnding } from "./run-time.ts";
import { removalOf } from "./to-registered.ts";
import { updateItem } from "./update-item.ts";

/** Takes over an item that the declaration names by id. When that fails, it is given back as it was. */
export async function adoptItem<D extends DesiredItem>(roster: Roster<D>, item: LiveItem, desired: D): Promise<void> {
  const { slug } = desired;
  const giveBack = await roster.registry.remember(item);
  const entry = { phase: "changing" as const, id: item.id, adopted: true };
  await roster.record(slug, { ...entry, removal: removalOf(desired, entry) });
  try {
    await updateItem(roster, item, desired);
  } catch (error) {
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    const isBack = await giveBack();
    await roster.forget(slug);
    const rest = isBack
      ? "It was given back as it was."
      : `Look at it in Cliq (id ${item.id}): it could not be given back as it was.`;
    throw new RegistrationFailed(`${toReason(error)} ${rest}`, { cause: error });
  }
}
