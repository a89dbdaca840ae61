import { Duration, Stack, Validations } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Stage } from "../stages/define-stages.ts";
import { stackNameOf } from "../stages/stage-names.ts";

/** What an alarm watches: it sounds when the metric's sum over its period reaches the threshold. */
export interface Watched {
  readonly metric: IMetric;
  /** Defaults to 1: the first one counts. */
  readonly threshold?: number;
  /** What has happened and where to look; it is the text of the e-mail. */
  readonly description: string;
}

/** Outcomes of a webhook that ask for an operator at the first occurrence, and what to think of then. */
const outcomes = {
  misconfigured: "A webhook refused everything because something it needs is missing.",
  malformed_invocation: "An event was not what Cliq is known to send: Cliq has changed.",
  forbidden_organization: "An event of another organisation came with a valid credential: the URL has leaked.",
  upstream_failed: "A system behind an action is not answering.",
  bug: "An action failed in a way nobody foresaw; the log line has its stack.",
} as const;

/** So many refused requests in five minutes are no stray scanner but somebody who is trying credentials. */
const refusalsInFiveMinutes = 100;
/** Longer than the schedule's interval, so that an alarm about the keeper stays on between two of its runs. */
const keeperPeriod = Duration.minutes(30);

/** One topic for all alarms of a stage, sent to its alarm e-mail where it has one. Quiet when there is no data. */
export class Alarms extends Construct {
  readonly #topic: Topic;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#stage = stage;
    this.#topic = new Topic(this, "Topic", { displayName: stackNameOf(stage), enforceSSL: true });
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    Validations.of(this.#topic).acknowledge({
      id: "AwsSolutions-SNS2",
      reason:
        "An alarm names a metric and a stage, nothing people wrote; CloudWatch could publish only through a key that costs more than the rest.",
    });
    if (stage.alarmEmail !== undefined) this.#tell(stage.alarmEmail);
  }

  /** Adds an alarm; `id` is also the heading of what to do in docs/alarms.md. */
  watch(id: string, { metric, threshold = 1, description }: Watched): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${description} See docs/alarms.md#${id}`,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  #tell(address: string): void {
    const subscription = this.#topic.addSubscription(new EmailSubscription(address));
    Validations.of(subscription).acknowledge({
      id: "Serverless-SNSRedrivePolicy",
      reason:
        "The alarm itself stays on and is what an operator looks at; SNS tries an e-mail again for hours by itself.",
    });
  }

  /** Watches how the webhooks' requests end. */
  watchWebhooks(): void {
    for (const [outcome, description] of Object.entries(outcomes)) {
      this.watch(outcome, { metric: this.#outcome("Invocations", outcome), description });
    }
    this.watch("refused", {
      metric: new MathExpression({
        expression: "FILL(unauthenticated, 0) + FILL(stale, 0)",
        usingMetrics: {
          unauthenticated: this.#outcome("Invocations", "unauthenticated"),
          stale: this.#outcome("Invocations", "stale_invocation"),
        },
        period: Duration.minutes(5),
      }),
      threshold: refusalsInFiveMinutes,
      description: "Many requests without a valid credential, or too old or too new.",
    });
  }

  /** Watches the token keeper: revoked access, refused parameters, and any other failure. */
  watchKeeper(keeper: IFunction): void {
    this.watch("token_refused", {
      metric: this.#outcome("KeeperRuns", "token_refused", keeperPeriod),
      description: "Zoho refused to renew the access: run `pnpm cliq authorize`.",
    });
    this.watch("access_denied", {
      metric: this.#outcome("KeeperRuns", "access_denied", keeperPeriod),
      description: "The token keeper was refused a parameter or its key.",
    });
    this.watch("keeper_errors", {
      metric: keeper.metricErrors({ period: keeperPeriod }),
      description: "The token keeper failed; the access lapses within the hour unless it succeeds again.",
    });
  }

  #outcome(metricName: string, outcome: string, period = Duration.minutes(5)): Metric {
    return new Metric({
      namespace: this.#stage.product,
      metricName,
      dimensionsMap: { Stage: this.#stage.name, Outcome: outcome },
      statistic: "Sum",
      period,
    });
  }
}
