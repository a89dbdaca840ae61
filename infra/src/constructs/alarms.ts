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
import { CfnGlobalTable, CfnTable } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct, type IConstruct } from "constructs";
import type { Stage } from "../stages/define-stages.ts";
import { stackNameOf } from "../stages/stage-names.ts";

/** A function whose failures are watched. */
export interface WatchedFunction {
  readonly handler: IFunction;
  /** Told apart by this, where several functions share a heading in docs/alarms.md. */
  readonly of?: string;
  /** Five minutes unless told; as long as the time between two runs, so that the alarm stays on till the next. */
  readonly period?: Duration;
  readonly description: string;
}

/** What an alarm watches: it sounds when the metric's sum over its period reaches the threshold. */
export interface Watched {
  readonly metric: IMetric;
  /** Defaults to 1: the first one counts. */
  readonly threshold?: number;
  /** What has happened and where to look; it is the text of the e-mail. */
  readonly description: string;
}

/** One topic for all alarms of a stage, sent to its alarm e-mail where it has one. Quiet when there is no data. */
export class Alarms extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#topic = new Topic(this, "Topic", { displayName: stackNameOf(stage), enforceSSL: true });
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (stage.alarmEmail !== undefined) this.#tell(stage.alarmEmail);
  }

  /** Adds an alarm; `id` is also the heading of what to do in docs/alarms.md, and `of` tells alarms of one heading apart. */
  watch(id: string, { metric, threshold = 1, description }: Watched, of?: string): void {
    const alarm = new Alarm(this, of === undefined ? id : `${id}_${of}`, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${description} See docs/alarms.md#${id}`,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /**
   * Adds an alarm on what Lambda itself counts, for a function that is killed, runs out of time or memory, is throttled or
   * cannot start writes no line: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  watchFunction(id: string, { handler, of, period = Duration.minutes(5), description }: WatchedFunction): void {
    const counts = { errors: handler.metricErrors({ period }), throttles: handler.metricThrottles({ period }) };
    this.watch(id, { metric: sumOf(counts, period), description }, of);
  }

  /**
   * Adds an alarm for each table below the scope, of ours or of an action, on requests that DynamoDB throttled:
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
   */
  watchTables(scope: Construct): void {
    const period = Duration.minutes(5);
    for (const table of scope.node.findAll().filter(isTable)) {
      const throttles = (metricName: string): Metric =>
        new Metric({
          namespace: "AWS/DynamoDB",
          metricName,
          dimensionsMap: { TableName: table.ref },
          statistic: "Sum",
          period,
        });
      const counts = { reads: throttles("ReadThrottleEvents"), writes: throttles("WriteThrottleEvents") };
      const path = table.node.scopes.slice(scope.node.scopes.length, -1).map(({ node }) => node.id);
      const description = `DynamoDB throttled requests to the table ${path.join("/")}.`;
      this.watch("table_throttles", { metric: sumOf(counts, period), description }, path.join("_"));
    }
  }

  #tell(address: string): void {
    const subscription = this.#topic.addSubscription(new EmailSubscription(address));
    Validations.of(subscription).acknowledge({
      id: "Serverless-SNSRedrivePolicy",
      reason:
        "The alarm itself stays on and is what an operator looks at; SNS tries an e-mail again for hours by itself.",
    });
  }
}

function isTable(construct: IConstruct): construct is CfnTable | CfnGlobalTable {
  return construct instanceof CfnTable || construct instanceof CfnGlobalTable;
}

/** All of these counts together, each by its id; one without data counts nothing. */
export function sumOf(counts: Readonly<Record<string, IMetric>>, period: Duration): IMetric {
  const expression = Object.keys(counts)
    .map((id) => `FILL(${id}, 0)`)
    .join(" + ");
  return new MathExpression({ expression, usingMetrics: { ...counts }, period });
}
