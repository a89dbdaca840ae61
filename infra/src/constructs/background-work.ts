import { backgroundLimits, type BackgroundSettings } from "@cliq-actions/core";
import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { CfnEventSourceMapping, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { DiscoveredWebhook } from "../discovery/discover-actions.ts";
import { parametersOf } from "../parameters-of.ts";
import type { Stage } from "../stages/define-stages.ts";
import { findPause } from "../stages/pauses.ts";
import { CliqFunction } from "./cliq-function.ts";

export interface BackgroundWorkProps {
  readonly stage: Stage;
  readonly action: DiscoveredWebhook;
  readonly background: BackgroundSettings;
  readonly memoryMb: number;
  /** What hands jobs to the queue, and may do no more with it. */
  readonly webhook: CliqFunction;
  readonly tokenKeeper: IFunction;
}

/** AWS's advice for a queue that a function reads: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const visibilityPerTimeout = 6;
/** So many workers of an action run at once: a new account has ten functions at once, and people's clicks need theirs. */
const mostWorkers = 5;

/**
 * The work of one action that outlives its clicks: a queue, its dead letters, the worker that reads it, and a table of
 * what became of each job. Only the worker may read the access to Cliq; the webhook may only put jobs into the queue.
 */
export class BackgroundWork extends Construct {
  readonly worker: CliqFunction;
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: BackgroundWorkProps) {
    super(scope, id);
    const { stage, action, background, memoryMb, webhook, tokenKeeper } = props;
    const { timeoutSeconds = backgroundLimits.timeoutSeconds.usual } = background;
    const safe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, "DeadLetters", { ...safe, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, "Queue", {
      ...safe,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(visibilityPerTimeout * timeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: backgroundLimits.receives },
    });
    // What it holds is of no use without the queue, and gone by itself after forty days.
    const jobs = new Table(this, "Jobs", {
      partitionKey: { name: "id", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: "expiresAt",
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(jobs).acknowledge({
      id: "AwsSolutions-DDB3",
      reason:
        "It says of each job whether it is done, for as long as the job may come again: nobody would restore that.",
    });
    const parameters = parametersOf(Stack.of(this), stage);
    this.worker = new CliqFunction(this, "Worker", {
      stage,
      description: `Background work of message action "${action.action.name}"`,
      entry: action.entry,
      role: "worker",
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      environment: {
        ACTION_SLUG: action.slug,
        CLIQ_ORGANIZATION_ID: stage.organizationId,
        CLIQ_DATA_CENTRE: stage.dataCentre,
        JOBS_QUEUE_URL: this.queue.queueUrl,
        JOBS_TABLE_NAME: jobs.tableName,
        PARAMETER_PREFIX: parameters.prefix,
        TOKEN_KEEPER_FUNCTION_NAME: tokenKeeper.functionName,
      },
    });
    this.worker.allow(["dynamodb:UpdateItem"], [jobs.tableArn]);
    this.worker.allow(["ssm:GetParameter"], [parameters.arn("oauth/access-token")]);
    this.worker.allow(["lambda:InvokeFunction"], [tokenKeeper.functionArn]);
    this.worker.allow(
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
      [this.queue.queueArn],
    );
    webhook.handler.addEnvironment("JOBS_QUEUE_URL", this.queue.queueUrl);
    webhook.allow(["sqs:SendMessage"], [this.queue.queueArn]);
    const live = this.worker.handler.addAlias("live");
    const mapping = new CfnEventSourceMapping(this, "Mapping", {
      functionName: live.functionArn,
      eventSourceArn: this.queue.queueArn,
      // A job takes as long as a function lives: where one dies it takes no other along.
      batchSize: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: mostWorkers },
      // What was taken on before the stage paused the action waits in the queue.
      ...(findPause(stage, action.slug) === undefined ? {} : { enabled: false }),
    });
    // AWS asks at once whether the worker may read the queue.
    mapping.node.addDependency(this.worker);
    Validations.of(mapping).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "A destination is for streams: what fails stays in the queue, and then among its dead letters.",
    });
    Validations.of(this.deadLetters).acknowledge({
      id: "Serverless-SQSRedrivePolicy",
      reason: "These are the dead letters; an operator sends them back.",
    });
  }
}
