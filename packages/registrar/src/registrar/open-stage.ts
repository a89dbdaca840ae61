import { deployStage, spellRemedies } from "@cliq-actions/cliq/remedies";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { toLogLine } from "../log-lines.ts";
import { dynamoBudgetStore } from "../budget/budget-store.ts";
import { shareBudget } from "../budget/share-budget.ts";
import { readSigningKey } from "../parameters/signing-key.ts";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { Misconfigured, requireEnvironment } from "../environment.ts";
import { clientSettings, type Patience } from "../retry-policy.ts";
import { connectCliq } from "./connect-cliq.ts";
import { dynamoLedger, type Ledger, type LedgerKey } from "./ledger.ts";
import { keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";
import { invokeKeeper } from "./invoke-keeper.ts";
import { readAssetFrom } from "./read-asset.ts";
import type { StagePorts } from "./serve-registrations.ts";

/** What a stage is reached with; a test brings its own. */
export interface StageMeans {
  readonly aws: {
    readonly dynamo: DynamoDBClient;
    readonly lambda: LambdaClient;
    readonly s3: S3Client;
    readonly ssm: SSMClient;
  };
  /** Of the clients of all but Lambda, whose failures the run itself waits out. */
  readonly patience: Patience;
  readonly clock: Clock;
  readonly send: SendRequest;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Takes a line of the log. */
  readonly write: (line: string) => void;
}

/** {@link StageMeans} of a deployed function. */
export function onLambda(): StageMeans {
  const patience = { until: 0 };
  const aws = {
    dynamo: new DynamoDBClient(clientSettings({ patience })),
    // A token keeper that waits for something itself is asked again: twice that is less than an invocation keeps back.
    lambda: new LambdaClient(clientSettings({ longestCallMs: 45_000 })),
    s3: new S3Client(clientSettings({ longestCallMs: 30_000, patience })),
    ssm: new SSMClient(clientSettings({ patience })),
  };
  return {
    aws,
    patience,
    clock: systemClock,
    send: httpsSender(),
    random: Math.random,
    write: (line) => void process.stdout.write(line),
  };
}

const longestJitterMs = 10_000;

/** {@link StagePorts} as the function's environment names them, and the ledgers in the stage's table. */
export function openStage({
  aws,
  clock,
  send,
  random,
  write,
}: StageMeans): StagePorts & { readonly openLedger: (key: LedgerKey) => Ledger } {
  const parameters = ssmParameterStore(aws.ssm, requireEnvironment("PARAMETER_PREFIX"));
  const askKeeper = invokeKeeper(aws.lambda, requireEnvironment("TOKEN_KEEPER_FUNCTION_NAME"));
  const { cliq } = toZohoOrigins({
    dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
    ...(process.env.CLIQ_ORIGIN ? { cliqOrigin: process.env.CLIQ_ORIGIN } : {}),
  });
  const tokens = keptAccessTokens(parameters, askKeeper, clock, random);
  const table = { client: aws.dynamo, tableName: requireEnvironment("TABLE_NAME") };
  const share = readShare();
  const stage = requireEnvironment("STAGE");
  return {
    openCliq: (wait, fence) => {
      const store = dynamoBudgetStore({ ...table, clock });
      const budget = shareBudget({ store, share, wait, jitterMs: () => random() * longestJitterMs });
      const connection = {
        origin: cliq,
        tokens,
        send: fence?.guard(budget.timely(send)) ?? budget.timely(send),
        clock: fence?.clock ?? clock,
        budget,
      };
      return connectCliq(connection, wait, ({ operation, kind, message }, pauseMs) =>
        write(toLogLine("info", "waiting for Cliq", { operation, kind, message, pauseMs })),
      );
    },
    openLedger: ({ stackId, logicalResourceId }) => dynamoLedger({ ...table, stackId, logicalResourceId }),
    clock,
    stage,
    readSigningKey: async () => readSigningKey(parameters),
    readAsset: readAssetFrom(aws.s3),
    warn: (sentence) => write(toLogLine("warn", spellRemedies(sentence, { stage, again: "try again" }), {})),
  };
}

/** The stage's share of Cliq's documented limits, above 0 and at most 1. */
function readShare(): number {
  const share = Number(requireEnvironment("BUDGET_SHARE"));
  if (share > 0 && share <= 1) return share;
  throw new Misconfigured(`BUDGET_SHARE must be a number above 0 and at most 1. Deploy the stack anew: ${deployStage}`);
}
