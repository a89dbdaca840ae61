import type { DiscoveredAction } from "../discovery/discover-actions.ts";
import type { Stage } from "../stages/define-stages.ts";
import { usedConnections } from "../stages/used-connections.ts";

/** Where actions read an access token of Zoho Desk, such as "create-ticket/zoho-desk-token"; none where the stage has another desk. */
export function deskTokensOf(actions: readonly DiscoveredAction[], stage: Stage): readonly string[] {
  if (stage.desk.kind !== "zoho-desk") return [];
  return actions.flatMap((action) => {
    const connections = "connections" in action ? usedConnections(action.connections, stage) : {};
    return Object.values(connections).flatMap(({ secret, when }) =>
      secret !== undefined && when?.desk === "zoho-desk" ? [`${action.slug}/${secret}`] : [],
    );
  });
}
