import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { type DesiredItem, digestOf } from "./desired-item.ts";
import type { Intent } from "./ledger.ts";
import type { LiveItem } from "./live-item.ts";
import type { Roster } from "./roster.ts";
import { toRegistrationFailed } from "./to-registration-failed.ts";

/**
 * The item a lost create has made, from the list and then confirmed by id: a list that lags behind may still show one
 * that was deleted. Throws {@link RegistrationFailed} when Cliq cannot say.
 */
export async function confirmLostItem<D extends DesiredItem>(
  roster: Roster<D>,
  intent: Intent,
  live: readonly LiveItem[],
): Promise<LiveItem | undefined> {
  const found = findLostItem(roster, intent, live);
  if (found === undefined) return undefined;
  const read = await roster.registry.get(found.id);
  if (read.ok) return read.value;
  if (isNotFound(read.error)) return undefined;
  throw toRegistrationFailed(`Whether "${intent.name}" was created is unknown.`, read.error);
}

/**
 * Finds the item that a create of ours made although its answer was lost. The proof is the execution URL, whose
 * credential nobody else knows; where Cliq shows none (INFERRED that it does of webhooks), name and hint as written down
 * when the name was free, its kind and creator, as far as they are shown.
 */
function findLostItem<D extends DesiredItem>(
  roster: Roster<D>,
  intent: Intent,
  live: readonly LiveItem[],
): LiveItem | undefined {
  const known = roster.ownedIds;
  const { userId } = roster.run.state;
  return live.find((item) => {
    if (known.has(item.id)) return false;
    const isKind = item.kind === undefined || item.kind === (intent.kind ?? "webhook");
    // One URL serves an action and its functions, and every function of it: it does not tell these apart.
    if (item.executionUrl !== undefined) {
      return (
        digestOf(item.executionUrl) === intent.urlDigest &&
        isKind &&
        (roster.section === "actions" || item.name === intent.name)
      );
    }
    const isByUs = userId === undefined || item.creator?.id === undefined || item.creator.id === userId;
    return item.name === intent.name && item.hint === intent.hint && isByUs && isKind;
  });
}
