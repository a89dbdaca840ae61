import type { DesiredAction } from "./desired-action.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { setPermissions } from "./set-permissions.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/** Brings an action of ours up to date in place, with every managed field: what is left out would stay as someone made it. */
export async function updateAction(run: Reconciliation, id: string, desired: DesiredAction): Promise<void> {
  const { slug, fields, hash } = desired;
  await run.makeRoom("update", "updateHandler");
  await run.record(slug, { phase: "changing", id });
  const updated = await run.ports.client.update(id, fields);
  if (!updated.ok) throw toRegistrationFailed(`"${fields.name}" (${slug}) could not be updated.`, updated.error);
  await setPermissions(run, id, desired);
  await run.record(slug, { phase: "registered", id, hash });
}

/** Gives an action of ours a name nobody wants, so that another can have its name; its own update or delete follows. */
export async function stepAside(run: Reconciliation, id: string): Promise<void> {
  await run.makeRoom("update");
  const name = `moving ${id}`.slice(0, 30);
  const slug = Object.entries(run.state.actions).find(([, entry]) => entry.id === id)?.[0];
  if (slug !== undefined) await run.record(slug, { phase: "changing", id });
  const moved = await run.ports.client.update(id, { name });
  if (!moved.ok) throw toRegistrationFailed(`${slug ?? id}: its name could not be freed.`, moved.error);
}
