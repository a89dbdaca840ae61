import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { type Result, succeed } from "@cliq-actions/cliq/rest/result";
import type { DesiredItem } from "./desired-set.ts";
import { RegistrationFailed, explainFailure } from "./registration-failed.ts";
import type { Section } from "./section.ts";

/**
 * Deletes items of ours by id, or lets them go where they are to be retained; one that is gone already counts. Tries
 * all of them before it throws {@link RegistrationFailed}, which names every one that is left.
 */
export async function removeItems<D extends DesiredItem>(section: Section<D>, slugs: readonly string[]): Promise<void> {
  const left: { slug: string; id: string; why: string }[] = [];
  for (const slug of slugs) {
    const entry = section.entries[slug];
    if (entry?.id === undefined) continue;
    if (entry.removal === "retain") {
      await section.release(slug);
      continue;
    }
    await section.run.makeRoom(section.api.calls.delete);
    const removed = await deleteItem(section, slug, entry.id);
    if (removed.ok) continue;
    left.push({ slug, id: entry.id, why: explainFailure(removed.error) });
    // Neither a lock nor a missing token gets better by asking again for the next one.
    if (removed.error.kind !== "refused" && removed.error.kind !== "unavailable") break;
  }
  if (left.length === 0) return;
  const names = Object.entries(section.entries).filter(([slug]) => slugs.includes(slug));
  throw new RegistrationFailed(
    `Still in Cliq: ${names.map(([slug, { id }]) => `${slug} (id ${id ?? "unknown"})`).join(", ")}. ${left[0]?.why ?? ""} ` +
      "Or delete them in Cliq by hand, then delete the stack again.",
  );
}

/**
 * Deletes an item of ours and forgets it; one that is gone already counts. That it is leaving is written down before: if
 * the answer is lost, or the process ends, a list that lags behind must not pass for a proof that it is there.
 */
export async function deleteItem<D extends DesiredItem>(
  section: Section<D>,
  slug: string,
  id: string,
): Promise<Result<undefined>> {
  await section.record(slug, { phase: "changing", id, leaving: true });
  const removed = await section.api.delete(id);
  if (!removed.ok && !isNotFound(removed.error)) return removed;
  await section.forget(slug);
  return succeed(undefined);
}
