import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { isNotFound } from "@cliq-actions/cliq/rest/cliq-failure";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { dynamoLedger } from "@cliq-actions/registrar/registrar/ledger";
import { toRegistrationFailed } from "@cliq-actions/registrar/registrar/registration-failed";
import type { Leftover } from "./leftover.ts";

/** One that could not be removed, and why. */
export interface Remaining extends Leftover {
  readonly reason: string;
}

/** Removes each from Cliq, then from its ledger's row; what is gone already counts. Tries all of them. */
export async function removeLeftovers(
  leftovers: readonly Leftover[],
  {
    cliq,
    dynamo,
    explain,
  }: {
    readonly cliq: CliqConnection;
    readonly dynamo: DynamoDBClient;
    /** Puts an error into words for whoever typed the command. */
    readonly explain: (error: unknown) => string;
  },
): Promise<readonly Remaining[]> {
  const clients = { "message action": connectMessageActions(cliq), function: connectFunctions(cliq) };
  const remaining: Remaining[] = [];
  for (const leftover of leftovers) {
    const client = clients[leftover.kind];
    const removed = await client.delete(leftover.id);
    // Another user's action may be refused by the same word.
    const isThere = !removed.ok && isNotFound(removed.error) && (await client.get(leftover.id)).ok;
    if (isThere) remaining.push({ ...leftover, reason: "Cliq says that it is not there, and shows it all the same." });
    else if (!removed.ok && !isNotFound(removed.error))
      remaining.push({ ...leftover, reason: explain(toRegistrationFailed("", removed.error)) });
    else await forget(leftover, dynamo);
  }
  return remaining;
}

async function forget({ kind, row }: Leftover, client: DynamoDBClient): Promise<void> {
  if (row === undefined) return;
  const ledger = dynamoLedger({ client, ...row.key });
  const state = await ledger.load();
  if (state === undefined) return;
  const section = kind === "function" ? "functions" : "actions";
  const { [row.slug]: _gone, ...rest } = state[section] ?? {};
  await ledger.save({ ...state, [section]: rest });
}
