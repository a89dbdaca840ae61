import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Chosen } from "@cliq-actions/infra/stages/choices-of";
import { actionsFolder } from "../stage/actions-folder.ts";
import { readDeclaredConnections, secretsOf } from "./declared-secrets.ts";
import { listStored } from "./stored-secrets.ts";

/**
 * Names of the declared secrets that are not stored below a prefix such as "/acme/dev". For a hint after other work is
 * done: never rejects, and names every declared one where the stored ones cannot be listed.
 */
export async function findMissingSecrets(client: SSMClient, prefix: string, stage: Chosen): Promise<readonly string[]> {
  const declared = secretsOf(await readDeclaredConnections(actionsFolder(), stage).catch(() => []));
  if (declared.length === 0) return [];
  const stored = await listStored(client, prefix).catch(() => []);
  return declared.flatMap(({ name }) => (stored.some((one) => one.name === name && one.isSecure) ? [] : [name]));
}
