import { toReason } from "../custom-resource/to-reason.ts";
import type { DesiredItem } from "./desired-set.ts";
import { type Before, deletionPolicyOf, LedgerConflict, type LedgerEntry } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import type { Changes } from "./plan-changes.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { InvocationEnding } from "./run.ts";
import type { Section } from "./section.ts";
import { confirmAbsent } from "./settle-section.ts";
import { updateItem } from "./update-item.ts";

/** A rollback comes within a day; what was adopted before that is certain to stay. */
const certainAfterMs = 86_400_000;

/** Before anything is written: what each item that is to be adopted is now. Throws {@link RegistrationFailed} where Cliq does not show all of it. */
export async function readBefore<D extends DesiredItem>(
  section: Section<D>,
  { adoptions }: Pick<Changes<D>, "adoptions">,
): Promise<ReadonlyMap<string, Before>> {
  const read = new Map<string, Before>();
  for (const { item, desired } of adoptions) {
    const { clock, delivery } = section.run;
    read.set(item.id, { ...(await section.api.readBefore(item.id, desired)), delivery, at: clock.now() });
  }
  return read;
}

/** Takes over an item that the declaration names by id, with the way back in the ledger. When that fails, it is given back. */
export async function adoptItem<D extends DesiredItem>(
  section: Section<D>,
  item: ObservedItem,
  desired: D,
  before: Before | undefined,
): Promise<void> {
  const { slug } = desired;
  const entry = { phase: "changing" as const, id: item.id, adopted: true, ...(before === undefined ? {} : { before }) };
  await section.record(slug, { ...entry, removal: deletionPolicyOf(desired, entry) });
  try {
    await updateItem(section, item, desired);
  } catch (error) {
    if (error instanceof LedgerConflict || error instanceof InvocationEnding) throw error;
    const rest = await giveBack(section, slug).catch((again: unknown) => {
      if (again instanceof RegistrationFailed) return `${again.message} The rollback tries it once more.`;
      throw again;
    });
    throw new RegistrationFailed(`${toReason(error)} ${rest}`, { cause: error });
  }
}

/** Whether what was adopted may have been in no deployment that was to stay. */
export function isToBeGivenBack<D extends DesiredItem>(section: Section<D>, { before }: LedgerEntry): boolean {
  return before !== undefined && section.run.clock.now() - before.at < certainAfterMs;
}

/**
 * An event that wants what an earlier one adopted shows that the earlier one was to stay: from now on the item's deletion
 * policy counts. What an earlier one left unfinished is this one's adoption.
 */
export async function keepAdopted<D extends DesiredItem>(section: Section<D>, desired: readonly D[]): Promise<void> {
  const { delivery } = section.run;
  for (const { slug } of desired) {
    const entry = section.entries[slug];
    // A heal is no event.
    if (entry?.before === undefined || [entry.before.delivery, "drift"].includes(delivery)) continue;
    const before = entry.phase === "registered" ? undefined : { ...entry.before, delivery };
    await section.record(slug, { ...entry, before });
  }
}

/** Gives back what was adopted, forgets it, and says how that went, as far as it was seen. Throws {@link RegistrationFailed} when it cannot be. */
export async function giveBack<D extends DesiredItem>(section: Section<D>, slug: string): Promise<string> {
  const { id, before } = section.entries[slug] ?? {};
  if (id === undefined || before === undefined) return "";
  const name = String(before.fields.name);
  const lacking = await section.api.restore(id, before);
  if (lacking === "gone") {
    const absent = await confirmAbsent(section, new Map([[id, slug]]), new Map());
    if (!absent.has(id))
      throw new RegistrationFailed(`"${name}" (id ${id}) could not be given back: Cliq says that it is not there.`);
    await section.forget(slug);
    return `"${name}" (id ${id}) could not be given back: somebody has deleted it in Cliq.`;
  }
  await section.forget(slug);
  if (lacking.length === 0) return "It was given back as it was.";
  return `"${name}" (id ${id}) was given back, but for its ${lacking.join(", ")}: look at it in Cliq.`;
}
