import { sameSet } from "./compare-action.ts";
import type { DesiredAction } from "./desired-action.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/**
 * Sets the handler's permissions and reads them back: from the answer, else from the handler, else not at all, because
 * no read of a webhook's handler is documented. Throws {@link RegistrationFailed}.
 */
export async function setPermissions(run: Reconciliation, id: string, desired: DesiredAction): Promise<void> {
  const { client } = run.ports;
  const permissions = desired.permissions;
  const about = `"${desired.fields.name}" (${desired.slug})`;
  const changed = await client.updateHandler(id, { permissions });
  if (!changed.ok) throw toRegistrationFailed(`${about}: its permissions could not be set.`, changed.error);
  let shown = changed.value.permissions;
  if (shown === undefined) {
    const read = await client.getHandler(id);
    if (!read.ok) throw toRegistrationFailed(`${about}: its handler could not be read.`, read.error);
    shown = read.value.permissions;
  }
  if (shown === undefined || sameSet(shown, permissions)) return;
  throw new RegistrationFailed(
    `${about}: Cliq holds the permissions [${shown.join(", ")}] instead of [${permissions.join(", ")}]. Deploy again.`,
  );
}
