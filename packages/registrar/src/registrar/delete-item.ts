import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { type Result, succeed } from "@cliq-actions/cliq/rest/result";
import type { DesiredItem } from "./desired-item.ts";
import type { Roster } from "./roster.ts";

/**
 * Deletes an item of ours and forgets it; one that is gone already counts. That it is leaving is written down before: if
 * the answer is lost, or the process ends, a list that lags behind must not pass for a proof that it is there.
 */
export async function deleteItem<D extends DesiredItem>(
  roster: Roster<D>,
  slug: string,
  id: string,
): Promise<Result<undefined>> {
  await roster.record(slug, { phase: "changing", id, leaving: true });
  const removed = await roster.registry.delete(id);
  if (!removed.ok && !isNotFound(removed.error)) return removed;
  await roster.forget(slug);
  return succeed(undefined);
}
