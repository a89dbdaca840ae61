import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Chosen } from "@cliq-actions/infra/stages/choices-of";
import { actionsFolder } from "../stage/actions-folder.ts";
import { readDeclaredConnections, secretsOf } from "./declared-secrets.ts";
import { listStored } from "./stored-secrets.ts";

/**
 * Names of the declared secrets that somebody has to put and nobody has yet below a prefix such as "/acme/dev". For a hint after other work is
 * done: never rejects, and names every declared one where the stored ones cannot be listed.
 */
export async function findMissingSecrets(client: SSMClient, prefix: string, stage: Chosen): Promise<readonly string[]> {
  const connections = await readDeclaredConnections(actionsFolder(), stage).catch(() => []);
  const declared = secretsOf(connections).filter(({ isKept }) => !isKept);
  if (declared.length === 0) return [];
  const stored = await listStored(client, prefix).catch(() => []);
  return declared.flatMap(({ name }) => (stored.some((one) => one.name === name && one.isSecure) ? [] : [name]));
}
