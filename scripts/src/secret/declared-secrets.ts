import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import type { Chosen } from "@cliq-actions/infra/stages/choices-of";
import { isKeptForDesk } from "@cliq-actions/infra/desk/desk-tokens";
import { chosenOrigin, usedConnections } from "@cliq-actions/infra/stages/used-connections";

/** One secret that an action's connections.ts declares. */
export interface DeclaredSecret {
  /** Such as "post-status/api-key": the action's slug and the secret. */
  readonly name: string;
  readonly slug: string;
  /** The connections that carry it; two of one action may share a secret. */
  readonly connections: readonly DeclaredConnection[];
  /** Whether the token keeper hands it out, as it does Zoho Desk's access token: nobody puts it. */
  readonly isKept: boolean;
}

/** One connection of an action. */
export interface DeclaredConnection {
  readonly slug: string;
  /** As in connections.ts, such as "statusPage". */
  readonly name: string;
  readonly origin: string;
  /** Undefined where the system asks for none. */
  readonly secret: string | undefined;
  /** Whether the token keeper hands the secret out. */
  readonly isKept: boolean;
}

/** Every connection that the actions of a folder declare and a stage uses, by slug and name. */
export async function readDeclaredConnections(folder: string, stage: Chosen): Promise<readonly DeclaredConnection[]> {
  return (await discoverActions(folder)).flatMap((found) =>
    Object.entries("connections" in found ? usedConnections(found.connections, stage) : {}).map(
      ([name, declared]): DeclaredConnection => ({
        slug: found.slug,
        name,
        origin: chosenOrigin(declared, stage) ?? declared.origin,
        secret: declared.secret,
        isKept: declared.secret !== undefined && isKeptForDesk(declared),
      }),
    ),
  );
}

/** The secrets that these connections name, each once. */
export function secretsOf(connections: readonly DeclaredConnection[]): readonly DeclaredSecret[] {
  const byName = new Map<string, DeclaredConnection[]>();
  for (const connection of connections) {
    if (connection.secret === undefined) continue;
    const name = `${connection.slug}/${connection.secret}`;
    byName.set(name, [...(byName.get(name) ?? []), connection]);
  }
  return [...byName].map(([name, carriers]) => ({
    name,
    slug: name.split("/", 1)[0] ?? "",
    connections: carriers,
    isKept: carriers.some(({ isKept }) => isKept),
  }));
}
