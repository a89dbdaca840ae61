import { type DynamoDBClient, paginateListTables, paginateScan } from "@aws-sdk/client-dynamodb";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { type LedgerState, ledgerStateSchema } from "@cliq-actions/registrar/registrar/ledger";
import ownStages from "@cliq-actions/infra/stages";
import { type StageId, stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { findStack, isAlive } from "../stage/deployed-stack.ts";
import type { LedgerKey } from "./leftover.ts";

/** A row of a ledger, with what it says is in Cliq. */
export interface LedgerRow {
  readonly key: LedgerKey;
  readonly state: LedgerState;
}

/** The stage's ledger tables: those AWS still has under the names CloudFormation gives them. */
export async function findLedgerTables(client: DynamoDBClient, stage: StageId): Promise<readonly string[]> {
  const prefix = `${stackNameOf(stage)}-Ledger`;
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    names.push(...TableNames.filter((name) => name.startsWith(prefix)));
  return names;
}

/** Rows of the ledgers of the product's other stages, as far as these credentials and this region show them. */
export async function readOtherRows(
  client: DynamoDBClient,
  stage: StageId,
  own: readonly string[],
  names: readonly string[] = Object.keys(ownStages.stages),
): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (const name of names.filter((other) => other !== stage.name))
    for (const table of await findLedgerTables(client, { product: stage.product, name }))
      if (!own.includes(table)) rows.push(...(await readLedgerRows(client, table).catch(() => [])));
  return rows;
}

/** Every ledger row of a table. */
export async function readLedgerRows(client: DynamoDBClient, tableName: string): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  const filter = {
    FilterExpression: "begins_with(pk, :prefix)",
    ExpressionAttributeValues: { ":prefix": { S: "registrations#" } },
  };
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName, ...filter })) {
    for (const { pk, state } of Items) {
      const [, stackId, logicalResourceId] = pk?.S?.split("#") ?? [];
      if (stackId === undefined || logicalResourceId === undefined || state?.S === undefined) continue;
      rows.push({
        key: { tableName, stackId, logicalResourceId },
        state: ledgerStateSchema.parse(JSON.parse(state.S)),
      });
    }
  }
  return rows;
}

/** Those rows whose stack is gone, or failed to be made or deleted. */
export async function findLost(
  client: CloudFormationClient,
  rows: readonly LedgerRow[],
): Promise<readonly LedgerRow[]> {
  const lost: LedgerRow[] = [];
  for (const row of rows) {
    const stack = await findStack(client, row.key.stackId);
    if (stack === undefined || !isAlive(stack)) lost.push(row);
  }
  return lost;
}
