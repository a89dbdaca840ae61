import { toReason } from "../custom-resource/to-reason.ts";
import type { DesiredItem } from "./desired-set.ts";
import { deletionPolicyOf, LedgerConflict } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Section } from "./section.ts";
import { InvocationEnding } from "./run.ts";
import { updateItem } from "./update-item.ts";

/** Takes over an item that the declaration names by id. When that fails, it is given back as it was. */
export async function adoptItem<D extends DesiredItem>(
  section: Section<D>,
  item: ObservedItem,
  desired: D,
): Promise<void> {
  const { slug } = desired;
  const giveBack = await section.api.remember(item);
  const entry = { phase: "changing" as const, id: item.id, adopted: true };
  await section.record(slug, { ...entry, removal: deletionPolicyOf(desired, entry) });
  try {
    await updateItem(section, item, desired);
  } catch (error) {
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    const isBack = await giveBack();
    await section.forget(slug);
    const rest = isBack
      ? "It was given back as it was."
      : `Look at it in Cliq (id ${item.id}): it could not be given back as it was.`;
    throw new RegistrationFailed(`${toReason(error)} ${rest}`, { cause: error });
  }
}
