import { Duration, Stack, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { ownEntries } from "../own-entries.ts";
import { parametersOf } from "../parameters-of.ts";
import type { PublishedFiles } from "../published-files.ts";
import type { Stage } from "../stages/define-stages.ts";
import type { Alarms } from "./alarms.ts";
import { CliqFunction } from "./cliq-function.ts";
import type { Ledger } from "./ledger.ts";

export interface DriftCheckProps {
  readonly stage: Stage;
  readonly files: PublishedFiles;
  readonly ledger: Ledger;
  readonly tokenKeeper: IFunction;
  /** Logical id of `Custom::CliqMessageActions`, part of the ledger's key. */
  readonly registrationsId: string;
  /** SHA-256 of what it asks for: a ledger that says something else is of another time. */
  readonly manifestDigest: string;
  /** Where Cliq posts to: what posts there with a credential of the stage is the stage's, also without a ledger. */
  readonly apiOrigin: string;
  readonly alarms: Alarms;
}

/**
 * Compares what was registered with what Cliq holds, every `driftEveryHours` (a day unless the stage says otherwise), and
 * sounds an alarm where they differ. It puts things right only where the stage says `healDrift`, or an operator asks.
 */
export class DriftCheck extends Construct {
  constructor(scope: Construct, id: string, props: DriftCheckProps) {
    super(scope, id);
    const { stage, ledger, tokenKeeper } = props;
    const parameters = parametersOf(Stack.of(this), stage);
    const check = new CliqFunction(this, "Check", {
      stage,
      description: "Compares what was registered with what Cliq holds",
      entry: ownEntries.drift,
      timeout: Duration.minutes(15),
      // A comparison that failed has its alarm, and the next one makes up for it.
      whenQueued: { retryAttempts: 0, maxEventAge: Duration.hours(1) },
      environment: {
        TABLE_NAME: ledger.table.tableName,
        PARAMETER_PREFIX: parameters.prefix,
        CLIQ_DATA_CENTRE: stage.dataCentre,
        TOKEN_KEEPER_FUNCTION_NAME: tokenKeeper.functionName,
        BUDGET_SHARE: String(stage.budgetShare),
        STACK_ID: Stack.of(this).stackId,
        REGISTRATIONS_ID: props.registrationsId,
        API_ORIGIN: props.apiOrigin,
        CREDENTIAL_VERSION: String(stage.credentialVersion),
        MANIFEST_DIGEST: props.manifestDigest,
        HEAL_DRIFT: String(stage.healDrift),
      },
    });
    check.allow(["dynamodb:GetItem", "dynamodb:PutItem"], [ledger.table.tableArn]);
    check.allow(["ssm:GetParameter"], [parameters.arn("oauth/access-token"), parameters.arn("signing-key")]);
    check.allow(["lambda:InvokeFunction"], [tokenKeeper.functionArn]);
    if (props.files.objectArns.length > 0) check.allow(["s3:GetObject"], props.files.objectArns);
    const interval = Duration.hours(stage.driftEveryHours);
    const schedule = new Rule(this, "Schedule", {
      description: "Looks whether Cliq still holds what was registered",
      schedule: Schedule.rate(interval),
      targets: [new LambdaFunction(check.handler, { event: RuleTargetInput.fromObject({}), retryAttempts: 0 })],
    });
    Validations.of(schedule).acknowledge({
      id: "Serverless-EventBusDLQ",
      reason:
        "A check that is lost is made up for by the next one, and a failed one has an alarm; there is nothing to redrive.",
    });
    this.#watch(props.alarms, check.handler, stage);
  }

  #watch(alarms: Alarms, check: IFunction, stage: Stage): void {
    // A day is the longest period there is; until the next check the alarm stays on.
    const period = Duration.hours(Math.min(24, stage.driftEveryHours));
    const count = (metricName: string): Metric =>
      new Metric({
        namespace: stage.product,
        metricName,
        dimensionsMap: { Stage: stage.name },
        statistic: "Maximum",
        period,
      });
    alarms.watch("drift", {
      metric: count("Drifted"),
      description: "Somebody changed or deleted in Cliq what this stage registered.",
    });
    alarms.watch("orphans", {
      metric: count("Orphans"),
      description: "Cliq holds something that posts to this stage's URLs and that the ledger does not know.",
    });
    alarms.watchFunction("drift_errors", {
      handler: check,
      period,
      description: "Cliq could not be compared with what was registered, or the ledger that says what was is gone.",
    });
  }
}
