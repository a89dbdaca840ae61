import { deleteItem } from "./delete-item.ts";
import type { DesiredItem } from "./desired-item.ts";
import { explainFailure } from "./explain-failure.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Roster } from "./roster.ts";

/**
 * Deletes items of ours by id, or lets them go where they are to be retained; one that is gone already counts. Tries
 * all of them before it throws {@link RegistrationFailed}, which names every one that is left.
 */
export async function removeItems<D extends DesiredItem>(roster: Roster<D>, slugs: readonly string[]): Promise<void> {
  const left: { slug: string; id: string; why: string }[] = [];
  for (const slug of slugs) {
    const entry = roster.entries[slug];
    if (entry?.id === undefined) continue;
    if (entry.removal === "retain") {
      await roster.release(slug);
      continue;
    }
    await roster.run.makeRoom(roster.registry.calls.delete);
    const removed = await deleteItem(roster, slug, entry.id);
    if (removed.ok) continue;
    left.push({ slug, id: entry.id, why: explainFailure(removed.error) });
    // Neither a lock nor a missing token gets better by asking again for the next one.
    if (removed.error.kind !== "refused" && removed.error.kind !== "unavailable") break;
  }
  if (left.length === 0) return;
  const names = Object.entries(roster.entries).filter(([slug]) => slugs.includes(slug));
  throw new RegistrationFailed(
    `Still in Cliq: ${names.map(([slug, { id }]) => `${slug} (id ${id ?? "unknown"})`).join(", ")}. ${left[0]?.why ?? ""} ` +
      "Or delete them in Cliq by hand, then delete the stack again.",
  );
}
