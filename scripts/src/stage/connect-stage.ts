import { setTimeout } from "node:timers/promises";
import { systemClock } from "@cliq-actions/cliq/clock";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { dynamoBudgetStore } from "@cliq-actions/registrar/budget/budget-store";
import { shareBudget, type SharedBudget } from "@cliq-actions/registrar/budget/share-budget";
import { type ParameterStore, ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";
import { invokeKeeper } from "@cliq-actions/registrar/registrar/invoke-keeper";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { namesOf, type StageNames } from "./deployed-stage.ts";
import { parameterPrefixOf, stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { type DeployedStack, findStack } from "./deployed-stack.ts";
import { operatorTokens } from "./operator-tokens.ts";
import { processBudgetStore } from "./process-budget-store.ts";
import { connectAws, type StageAws } from "./stage-aws.ts";

/** A stage as an operator reaches it. */
export interface StageConnection {
  readonly stage: Stage;
  readonly aws: StageAws;
  /** Undefined when nothing is deployed; the names are of its parts. */
  readonly stack: DeployedStack | undefined;
  readonly names: StageNames | undefined;
  readonly parameters: ParameterStore;
  /** For Cliq's REST clients; every call waits for the stage's budget. */
  readonly cliq: CliqConnection;
  readonly budget: SharedBudget;
}

/** Longer than a minute's limit takes to pass, shorter than Cliq's lock: nobody sits through that. */
const longestWaitMs = 90_000;

/** How to reach it. */
export interface ReachOptions {
  /** The stage's own unless told. */
  readonly region?: string | undefined;
  /** The table of its budget, where no stack tells. */
  readonly table?: string | undefined;
  /** Told why something takes long. */
  readonly say: (line: string) => void;
}

/** Finds the stage's stack and connects to what is there; without a stack, Cliq is reached with an operator's own token. */
export async function connectStage(stage: Stage, { region, table, say }: ReachOptions): Promise<StageConnection> {
  const aws = connectAws(region ?? stage.region);
  const stack = await findStack(aws.cloudFormation, stackNameOf(stage));
  const names = stack === undefined ? undefined : namesOf(stack);
  const { CLIQ_ORIGIN: cliqOrigin, ZOHO_ACCOUNTS_ORIGIN: accountsOrigin } = process.env;
  const origins = toZohoOrigins({
    dataCentre: stage.dataCentre,
    ...(cliqOrigin ? { cliqOrigin } : {}),
    ...(accountsOrigin ? { accountsOrigin } : {}),
  });
  const parameters = ssmParameterStore(aws.ssm, parameterPrefixOf(stage));
  const send = httpsSender();
  const keeper = names?.keeperFunction;
  const tokens: AccessTokens =
    keeper === undefined
      ? operatorTokens(parameters, send, origins.accounts)
      : keptAccessTokens(parameters, invokeKeeper(aws.lambda, keeper), systemClock);
  const budget = openBudget(aws, table ?? names?.table, stage.budgetShare, say);
  const cliq = { origin: origins.cliq, tokens, send, clock: systemClock, budget };
  return { stage, aws, stack, names, parameters, cliq, budget };
}

function openBudget(
  aws: StageAws,
  tableName: string | undefined,
  share: number,
  say: (line: string) => void,
): SharedBudget {
  const store =
    tableName === undefined
      ? processBudgetStore()
      : dynamoBudgetStore({ client: aws.dynamo, tableName, clock: systemClock });
  const wait = async (ms: number): Promise<boolean> => {
    if (ms > longestWaitMs) return false;
    say(`Waiting ${Math.ceil(ms / 1_000)} s for a place within Cliq's limits.`);
    await setTimeout(ms);
    return true;
  };
  return shareBudget({ store, share, wait, jitterMs: () => 0 });
}
