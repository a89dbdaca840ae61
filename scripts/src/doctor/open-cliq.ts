import { systemClock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { toZohoOrigins, type ZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { type BudgetStore, dynamoBudgetStore } from "@cliq-actions/registrar/budget/budget-store";
import { shareBudget, type SharedBudget } from "@cliq-actions/registrar/budget/share-budget";
import { ssmParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { keptAccessTokens } from "@cliq-actions/aws/access/kept-access-tokens";
import { invokeKeeper } from "@cliq-actions/registrar/registrar/invoke-keeper";
import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import type { StageAws } from "../stage/stage-aws.ts";
import type { LivingStage } from "./check-stack.ts";

/** A stage's Cliq as its registrar sees it: the same tokens, the same budget. */
export interface StageCliq {
  readonly origins: ZohoOrigins;
  readonly store: BudgetStore;
  readonly connection: CliqConnection & { readonly budget: SharedBudget };
}

/** Longer than this the doctor does not wait for a place in the budget. */
const patienceMs = 5_000;

/** Connects to a deployed stage's Cliq; nothing is called yet. `CLIQ_ORIGIN` replaces the origin, for tests and `pnpm start`. */
export function openCliq(stage: Stage, { names }: LivingStage, aws: StageAws, send: SendRequest): StageCliq {
  const { CLIQ_ORIGIN: cliqOrigin, ZOHO_ACCOUNTS_ORIGIN: accountsOrigin } = process.env;
  const origins = toZohoOrigins({
    dataCentre: stage.dataCentre,
    ...(cliqOrigin ? { cliqOrigin } : {}),
    ...(accountsOrigin ? { accountsOrigin } : {}),
  });
  const clock = systemClock;
  const parameters = ssmParameterStore(aws.ssm, parameterPrefixOf(stage));
  const store = dynamoBudgetStore({ client: aws.dynamo, tableName: names.table, clock });
  const wait = async (ms: number): Promise<boolean> => {
    if (ms > patienceMs) return false;
    await clock.sleep(ms);
    return true;
  };
  const budget = shareBudget({ store, share: stage.budgetShare, wait, jitterMs: () => 0 });
  const tokens = keptAccessTokens(parameters, invokeKeeper(aws.lambda, names.keeperFunction), clock);
  return { origins, store, connection: { origin: origins.cliq, tokens, send, clock, budget } };
}
