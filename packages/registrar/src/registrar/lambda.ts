import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { systemClock } from "@cliq-actions/cliq/clock";
import { undiciSender } from "@cliq-actions/cliq/http/undici-sender";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { dynamoBudgetStore } from "../budget/dynamo-budget-store.ts";
import { readShare } from "../budget/read-share.ts";
import { shareBudget } from "../budget/share-budget.ts";
import { serveCustomResource } from "../custom-resource/serve-custom-resource.ts";
import { readSigningKey } from "../parameters/signing-key.ts";
import { ssmParameterStore } from "../parameters/ssm-parameter-store.ts";
import { requireEnvironment } from "../require-environment.ts";
import { impatient, retryAccessDenied } from "../retry-access-denied.ts";
import { dynamoLedger } from "./dynamo-ledger.ts";
import { invokeAgain } from "./invoke-again.ts";
import { invokeKeeper } from "./invoke-keeper.ts";
import { keptAccessTokens } from "./kept-access-tokens.ts";
import { readAssetFrom } from "./read-asset.ts";
import { serveRegistrations } from "./serve-registrations.ts";

const clock = systemClock;
const aws = { dynamo: new DynamoDBClient(), lambda: new LambdaClient(), s3: new S3Client(), ssm: new SSMClient() };
const send = undiciSender();
const longestJitterMs = 10_000;

/** `Custom::CliqMessageActions`: makes Cliq agree with the actions of one stack. */
export const handler = serveCustomResource(async (request, stopsAt) => {
  // Only a first deployment can run before IAM has spread the grants.
  const patience = request.type === "Create" ? retryAccessDenied(clock) : impatient;
  const parameters = ssmParameterStore(aws.ssm, requireEnvironment("PARAMETER_PREFIX"), patience);
  const askKeeper = invokeKeeper(aws.lambda, requireEnvironment("TOKEN_KEEPER_FUNCTION_NAME"), patience);
  const { cliq } = toZohoOrigins({
    dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
    ...(process.env.CLIQ_ORIGIN ? { cliqOrigin: process.env.CLIQ_ORIGIN } : {}),
  });
  const tokens = keptAccessTokens(parameters, askKeeper, clock);
  const tableName = requireEnvironment("TABLE_NAME");
  const share = readShare();
  return serveRegistrations(request, stopsAt, {
    openCliq: (wait) => {
      const store = dynamoBudgetStore({ client: aws.dynamo, tableName, clock, patience });
      const budget = shareBudget({ store, share, wait, jitterMs: () => Math.random() * longestJitterMs });
      const connection = { origin: cliq, tokens, send, clock, budget };
      return { client: connectMessageActions(connection), functions: connectFunctions(connection), budget };
    },
    ledger: dynamoLedger({
      client: aws.dynamo,
      tableName,
      stackId: request.stackId,
      logicalResourceId: request.logicalResourceId,
      patience,
    }),
    clock,
    stage: requireEnvironment("STAGE"),
    readSigningKey: async () => readSigningKey(parameters),
    readAsset: readAssetFrom(aws.s3),
    handOver: async () => invokeAgain(aws.lambda, requireEnvironment("AWS_LAMBDA_FUNCTION_NAME"), request),
  });
});
