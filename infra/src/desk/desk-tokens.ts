import type { ConnectionDeclaration } from "@cliq-actions/core";
import type { DiscoveredAction } from "../discovery/discover-actions.ts";
import type { Chosen } from "../stages/choices-of.ts";
import { usedConnections } from "../stages/used-connections.ts";

/** Whether a connection's secret is an access token of Zoho Desk, which the token keeper hands out and nobody puts. */
export function isKeptForDesk({ when }: Pick<ConnectionDeclaration, "when">): boolean {
  return when?.desk === "zoho-desk";
}

/** Where actions read an access token of Zoho Desk, such as "create-ticket/zoho-desk-token"; none where the stage has another desk. */
export function deskTokensOf(actions: readonly DiscoveredAction[], stage: Chosen): readonly string[] {
  if (stage.desk.kind !== "zoho-desk") return [];
  return actions.flatMap((action) => {
    const connections = "connections" in action ? usedConnections(action.connections, stage) : {};
    return Object.values(connections).flatMap(({ secret, when }) =>
      secret !== undefined && isKeptForDesk({ when }) ? [`${action.slug}/${secret}`] : [],
    );
  });
}
