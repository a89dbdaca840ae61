import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { systemClock } from "@cliq-actions/cliq/clock";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { dynamoBudgetStore } from "../budget/budget-store.ts";
import { readShare } from "../budget/read-share.ts";
import { shareBudget } from "../budget/share-budget.ts";
import { readSigningKey } from "../parameters/signing-key.ts";
import { ssmParameterStore } from "../parameters/ssm-parameter-store.ts";
import { requireEnvironment } from "../environment.ts";
import type { Patience } from "../retry-access-denied.ts";
import { type Ledger, type LedgerKey, dynamoLedger } from "./ledger.ts";
import { invokeKeeper } from "./invoke-keeper.ts";
import { keptAccessTokens } from "./kept-access-tokens.ts";
import { readAssetFrom } from "./read-asset.ts";
import type { RegistrarPorts } from "./serve-registrations.ts";

/** A table that does not answer must not cost the lease: the SDK tries twice more. */
const tableLimits = { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true };
const aws = { dynamo: new DynamoDBClient({ requestHandler: tableLimits }), s3: new S3Client(), ssm: new SSMClient() };
/** The functions of the stage, to invoke. */
export const lambdaClient = new LambdaClient();
const clock = systemClock;
const send = httpsSender();
const longestJitterMs = 10_000;

/** What every function that works on the stage's registrations stands on. */
export interface StagePorts extends Pick<
  RegistrarPorts,
  "openCliq" | "clock" | "stage" | "readSigningKey" | "readAsset"
> {
  readonly openLedger: (key: LedgerKey) => Ledger;
}

/** {@link StagePorts} as the function's environment names them. */
export function openStage(patience: Patience): StagePorts {
  const parameters = ssmParameterStore(aws.ssm, requireEnvironment("PARAMETER_PREFIX"), patience);
  const askKeeper = invokeKeeper(lambdaClient, requireEnvironment("TOKEN_KEEPER_FUNCTION_NAME"), patience);
  const { cliq } = toZohoOrigins({
    dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
    ...(process.env.CLIQ_ORIGIN ? { cliqOrigin: process.env.CLIQ_ORIGIN } : {}),
  });
  const tokens = keptAccessTokens(parameters, askKeeper, clock);
  const table = { client: aws.dynamo, tableName: requireEnvironment("TABLE_NAME"), patience };
  const share = readShare();
  return {
    openCliq: (wait, fence) => {
      const store = dynamoBudgetStore({ ...table, clock });
      const budget = shareBudget({ store, share, wait, jitterMs: () => Math.random() * longestJitterMs });
      const connection = {
        origin: cliq,
        tokens,
        send: fence?.guard(send) ?? send,
        clock: fence?.clock ?? clock,
        budget,
      };
      return { client: connectMessageActions(connection), functions: connectFunctions(connection), budget };
    },
    openLedger: ({ stackId, logicalResourceId }) => dynamoLedger({ ...table, stackId, logicalResourceId }),
    clock,
    stage: requireEnvironment("STAGE"),
    readSigningKey: async () => readSigningKey(parameters),
    readAsset: readAssetFrom(aws.s3),
  };
}
