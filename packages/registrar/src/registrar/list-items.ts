import type { DesiredItem } from "./desired-item.ts";
import type { LiveItem } from "./live-item.ts";
import type { Registry } from "./registry.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/** Everything of one kind that Cliq shows us. Throws {@link RegistrationFailed}. */
export async function listItems<D extends DesiredItem>(registry: Registry<D>): Promise<readonly LiveItem[]> {
  const listed = await registry.list();
  if (listed.ok) return listed.value;
  throw toRegistrationFailed(`Cliq's ${registry.noun}s could not be listed.`, listed.error);
}
