import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { digestOf } from "./desired-action.ts";
import type { LedgerEntry, LedgerState } from "./ledger.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/**
 * The action a lost create has made, from the list and then confirmed by id: a list that lags behind may still show an
 * action that was deleted. Throws {@link RegistrationFailed} when Cliq cannot say.
 */
export async function confirmLostAction(
  run: Reconciliation,
  intent: NonNullable<LedgerEntry["intent"]>,
  live: readonly MessageAction[],
): Promise<MessageAction | undefined> {
  const found = findLostAction(intent, run.state, live);
  if (found === undefined) return undefined;
  const read = await run.ports.client.get(found.id);
  if (read.ok) return read.value;
  if (isNotFound(read.error)) return undefined;
  throw toRegistrationFailed(`Whether "${intent.name}" was created is unknown.`, read.error);
}

/**
 * Finds the action that a create of ours made although its answer was lost. The proof is the execution URL, whose
 * credential nobody else knows; where Cliq does not show it (INFERRED that it does), name and hint as written down when
 * the name was free, execution type and creator, as far as they are shown.
 */
function findLostAction(
  intent: NonNullable<LedgerEntry["intent"]>,
  state: LedgerState,
  live: readonly MessageAction[],
): MessageAction | undefined {
  const known = new Set(Object.values(state.actions).map(({ id }) => id));
  return live.find((action) => {
    if (known.has(action.id)) return false;
    if (action.execution_url !== undefined) return digestOf(action.execution_url) === intent.urlDigest;
    const isByUs = state.userId === undefined || action.creator?.id === undefined || action.creator.id === state.userId;
    const isWebhook = action.execution_type === undefined || action.execution_type === "webhook";
    return action.name === intent.name && action.hint === intent.hint && isByUs && isWebhook;
  });
}
