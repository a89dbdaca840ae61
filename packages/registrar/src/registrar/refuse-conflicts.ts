import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import type { DesiredItem } from "./desired-item.ts";
import { describeHolder } from "./live-item.ts";
import type { Changes } from "./plan-changes.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Roster } from "./roster.ts";

/**
 * Throws {@link RegistrationFailed} while a name is somebody else's or an adoption cannot be. The list may lag behind
 * deletes and renames, so each holder of a name is looked up by id before it counts.
 */
export async function refuseConflicts<D extends DesiredItem>(
  { registry }: Roster<D>,
  { conflicts: listed, problems }: Changes<D>,
): Promise<void> {
  const { noun } = registry;
  const [problem] = problems;
  if (problem !== undefined) throw new RegistrationFailed(problem);
  const conflicts: Changes<D>["conflicts"][number][] = [];
  for (const conflict of listed) {
    const read = await registry.get(conflict.holder.id);
    const isGone = read.ok ? read.value.name !== conflict.holder.name : isNotFound(read.error);
    if (!isGone) conflicts.push(conflict);
  }
  const [first] = conflicts;
  if (first === undefined) return;
  const more = conflicts.length > 1 ? ` So it is with ${conflicts.length - 1} more.` : "";
  throw new RegistrationFailed(
    `Cliq already has a ${noun} named "${first.desired.name}" that is not ours (${first.desired.slug} was to get that name). ` +
      `${describeHolder(first.holder)} Rename one of the two, or delete the other one in Cliq, or take it over with ` +
      `adopt: "${first.holder.id}", then deploy again.${more}`,
  );
}
