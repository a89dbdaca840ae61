import { type LedgerState, dynamoLedger } from "@cliq-actions/registrar/registrar/ledger";
import type { StageConnection } from "./connect-stage.ts";

/** What the deployed stage's ledger holds; undefined when it has registered nothing. */
export async function readLedger(
  { aws, stack, names }: StageConnection,
  logicalResourceId = names?.registrations,
): Promise<LedgerState | undefined> {
  if (stack === undefined || names?.table === undefined || logicalResourceId === undefined) return undefined;
  const place = {
    client: aws.dynamo,
    tableName: names.table,
    stackId: stack.stackId,
    logicalResourceId,
  };
  return dynamoLedger(place).load();
}
