import type { DiscoveredAction } from "@cliq-actions/actions/discover-actions";
import { declarationLimits, type Manifest, toManifestAction } from "@cliq-actions/core";
import type { Stage } from "./stages/define-stages.ts";

/** What the stage wants Cliq to hold: every discovered action, in the stage's scope and with its suffix. */
export function toManifest(actions: readonly DiscoveredAction[], stage: Stage): Manifest {
  const { scope, nameSuffix = "" } = stage.registration;
  return {
    version: 1,
    actions: actions.map(({ slug, action }) => {
      const { team_ids: teamIds, ...rest } = toManifestAction(slug, action);
      const name = `${action.name.slice(0, declarationLimits.name - nameSuffix.length).trimEnd()}${nameSuffix}`;
      if (scope !== undefined) return { ...rest, name, scope };
      return { ...rest, name, ...(teamIds === undefined ? {} : { team_ids: teamIds }) };
    }),
  };
}
