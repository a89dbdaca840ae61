import type { DesiredItem } from "./desired-item.ts";
import type { LiveItem } from "./live-item.ts";
import type { Roster } from "./roster.ts";
import { toRegistered } from "./to-registered.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/** Brings an item of ours up to date in place, with every managed field: what is left out would stay as someone made it. */
export async function updateItem<D extends DesiredItem>(roster: Roster<D>, item: LiveItem, desired: D): Promise<void> {
  const { slug } = desired;
  const { id } = item;
  await roster.run.makeRoom(...roster.registry.calls.update(desired));
  await roster.record(slug, { phase: "changing", id });
  const updated = await roster.registry.update(id, desired);
  if (!updated.ok) throw toRegistrationFailed(`"${desired.name}" (${slug}) could not be updated.`, updated.error);
  await roster.registry.configure(item, desired);
  await roster.record(slug, toRegistered(id, desired, roster.entries[slug]));
}

/** Gives an item of ours a name nobody wants, so that another can have its name; its own update or delete follows. */
export async function stepAside<D extends DesiredItem>(roster: Roster<D>, id: string): Promise<void> {
  await roster.run.makeRoom(roster.registry.calls.rename);
  const name = `moving ${id}`.slice(0, 30);
  const slug = Object.entries(roster.entries).find(([, entry]) => entry.id === id)?.[0];
  if (slug !== undefined) await roster.record(slug, { phase: "changing", id });
  const moved = await roster.registry.rename(id, name);
  if (!moved.ok) throw toRegistrationFailed(`${slug ?? id}: its name could not be freed.`, moved.error);
}
