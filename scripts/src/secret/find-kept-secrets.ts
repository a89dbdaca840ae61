import type { Chosen } from "@cliq-actions/infra/stages/choices-of";
import { actionsFolder } from "../stage/actions-folder.ts";
import { readDeclaredConnections, secretsOf } from "./declared-secrets.ts";

/** Names of the secrets that the token keeper hands out to the actions of a stage: none, unless it has Zoho Desk. Never rejects. */
export async function findKeptSecrets(stage: Chosen): Promise<readonly string[]> {
  const connections = await readDeclaredConnections(actionsFolder(), stage).catch(() => []);
  return secretsOf(connections).flatMap(({ name, isKept }) => (isKept ? [name] : []));
}
