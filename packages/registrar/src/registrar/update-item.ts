import type { DesiredItem } from "./desired-set.ts";
import { toRegistered } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import { toRegistrationFailed } from "./registration-failed.ts";
import type { Section } from "./section.ts";

/** Brings an item of ours up to date in place, with every managed field: what is left out would stay as someone made it. */
export async function updateItem(section: Section, item: ObservedItem, desired: DesiredItem): Promise<void> {
  const { slug } = desired;
  const { id } = item;
  await section.run.makeRoom(...section.api.calls.update(desired));
  await section.record(slug, { phase: "changing", id, scope: undefined });
  const updated = await section.api.update(id, desired);
  if (!updated.ok) throw toRegistrationFailed(`"${desired.name}" (${slug}) could not be updated.`, updated.error);
  const shown = await section.api.configure(item, desired);
  await section.record(slug, toRegistered(id, desired, { ...section.entries[slug], shown }));
}

/** Gives an item of ours a name nobody wants, so that another can have its name; its own update or delete follows. */
export async function stepAside(section: Section, id: string): Promise<void> {
  await section.run.makeRoom(section.api.calls.rename);
  const name = `moving ${id}`.slice(0, 30);
  const slug = Object.entries(section.entries).find(([, entry]) => entry.id === id)?.[0];
  if (slug !== undefined) await section.record(slug, { phase: "changing", id });
  const moved = await section.api.write(id, { name });
  if (!moved.ok) throw toRegistrationFailed(`${slug ?? id}: its name could not be freed.`, moved.error);
}
