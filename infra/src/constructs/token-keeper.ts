import { CustomResource, Duration, Stack, Validations } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Function } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { ownEntries } from "../own-entries.ts";
import { parametersOf } from "../parameters-of.ts";
import type { Stage } from "../stages/define-stages.ts";
import { CliqFunction } from "./cliq-function.ts";
import type { Ledger } from "./ledger.ts";

/** Twice in the hour a token lives, and a little more: a time that fails leaves another one before the end. */
const interval = Duration.minutes(25);

/** Longer than the keeper's own timeout, so that it can always answer. */
const deadline = Duration.minutes(5);

/** What the keeper is made of. */
export interface TokenKeeperProps {
  readonly stage: Stage;
  readonly ledger: Ledger;
  /** Where it hands out access tokens of Zoho Desk, which are another grant's: names below the stage's prefix. */
  readonly deskTokens: readonly string[];
}

/**
 * The only function that can read the OAuth client and refresh token. Others invoke it and read the access token;
 * a schedule does so every 25 minutes, so that a refresh token that was revoked is known the same hour.
 */
export class TokenKeeper extends Construct {
  readonly handler: Function;

  constructor(scope: Construct, id: string, { stage, ledger, deskTokens }: TokenKeeperProps) {
    super(scope, id);
    const parameters = parametersOf(Stack.of(this), stage);
    const keeper = new CliqFunction(this, "Keeper", {
      stage,
      description: "Renews Zoho's access token and stores it in Parameter Store",
      entry: ownEntries.tokenKeeper,
      // Long enough to wait for grants that are on their way, then for a keeper that died while it renewed, and to renew.
      timeout: Duration.minutes(3),
      // Its schedule leaves events to the queue; the next one makes up for one that is dropped.
      whenQueued: { retryAttempts: 2, maxEventAge: interval },
      environment: {
        PARAMETER_PREFIX: parameters.prefix,
        CLIQ_DATA_CENTRE: stage.dataCentre,
        TABLE_NAME: ledger.table.tableName,
        ...(deskTokens.length === 0 ? {} : { DESK_TOKEN_PARAMETERS: deskTokens.join(",") }),
      },
    });
    keeper.allow(["ssm:GetParameter"], [parameters.arn("oauth/client"), parameters.arn("oauth/refresh-token")]);
    keeper.allow(["ssm:GetParameter", "ssm:PutParameter"], [parameters.arn("oauth/access-token")]);
    ledger.allowRow(keeper, "oauth#access-token");
    if (deskTokens.length > 0) {
      keeper.allow(["ssm:GetParameter"], [parameters.arn("oauth/desk-refresh-token")]);
      const kept = ["oauth/desk-access-token", ...deskTokens].map((name) => parameters.arn(name));
      keeper.allow(["ssm:GetParameter", "ssm:PutParameter"], kept);
      ledger.allowRow(keeper, "oauth#desk-access-token");
      // Asked by a deployment, too: a schedule begins with its first interval. Another name among them asks again.
      const asked = new CustomResource(this, "DeskToken", {
        serviceToken: keeper.handler.functionArn,
        resourceType: "Custom::CliqDeskToken",
        serviceTimeout: deadline,
        properties: { HandedOutTo: deskTokens },
      });
      asked.node.addDependency(keeper, ledger.table);
    }
    this.handler = keeper.handler;
    const due = [{ scheduled: true }, ...(deskTokens.length === 0 ? [] : [{ scheduled: true, grant: "desk" }])];
    const schedule = new Rule(this, "Schedule", {
      description: "Keeps Zoho's access token good",
      schedule: Schedule.rate(interval),
      targets: due.map(
        (event) =>
          new LambdaFunction(keeper.handler, { event: RuleTargetInput.fromObject(event), maxEventAge: interval }),
      ),
    });
    Validations.of(schedule).acknowledge({
      id: "Serverless-EventBusDLQ",
      reason:
        "A run that is lost is made up for by the next one, or by whoever needs a token first; there is nothing to redrive.",
    });
  }
}
