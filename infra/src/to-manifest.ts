import type { DiscoveredAction } from "@cliq-actions/actions/discover-actions";
import { declarationLimits, type Manifest, type ManifestAction, toManifestAction } from "@cliq-actions/core";
import type { Stage } from "./stages/define-stages.ts";

/** What the stage wants Cliq to hold: every discovered action, in the stage's scope and with its suffix. */
export function toManifest(actions: readonly DiscoveredAction[], stage: Stage): Manifest {
  const { scope, nameSuffix = "" } = stage.registration;
  const entries = actions.map(({ slug, action }) => {
    const { team_ids: teamIds, ...rest } = toManifestAction(slug, action);
    const name = `${action.name.slice(0, declarationLimits.name - nameSuffix.length).trimEnd()}${nameSuffix}`;
    if (scope !== undefined) return { ...rest, name, scope };
    return { ...rest, name, ...(teamIds === undefined ? {} : { team_ids: teamIds }) };
  });
  checkNames(entries, nameSuffix);
  return { version: 1, actions: entries };
}

/** Two names that differ only beyond the cut would collide in Cliq once the suffix is on. */
function checkNames(entries: readonly ManifestAction[], nameSuffix: string): void {
  for (const { slug, name } of entries) {
    const other = entries.find((entry) => entry.slug !== slug && entry.name === name);
    if (other === undefined) continue;
    throw new Error(`"${slug}" and "${other.slug}" are both called "${name}" with the stage's suffix "${nameSuffix}": shorten it.`);
  }
}
