import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { MessageActionClient } from "@cliq-actions/cliq/rest/message-action-client";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/** Every action Cliq shows us. Throws {@link RegistrationFailed}. */
export async function listActions(client: MessageActionClient): Promise<readonly MessageAction[]> {
  const listed = await client.list();
  if (listed.ok) return listed.value;
  throw toRegistrationFailed("Cliq's message actions could not be listed.", listed.error);
}
