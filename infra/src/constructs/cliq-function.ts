import { type Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type Code, Function, LoggingFormat, Runtime, SystemLogLevel } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { withBundle } from "../bundle.ts";
import type { BundleNeeds } from "../check-bundle.ts";
import { choicesOf } from "../stages/choices-of.ts";
import type { Stage } from "../stages/define-stages.ts";

export interface CliqFunctionProps {
  readonly stage: Stage;
  readonly description: string;
  /** Absolute path of the module that exports `handler`. */
  readonly entry: string;
  /** Which of a background action's two functions it is, that share a bundle; left out, the entry has none but `handler`. */
  readonly role?: "handler" | "worker";
  /** What its code has to hold, because its declaration says so. */
  readonly ability?: BundleNeeds["ability"] | undefined;
  readonly timeout: Duration;
  /** Megabytes; defaults to 256. */
  readonly memorySize?: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What becomes of an event that is left to Lambda's queue; unless given, every caller waits for the answer. */
  readonly whenQueued?: {
    /** How often an invocation that failed is tried again, after one and two minutes. */
    readonly retryAttempts: 0 | 1 | 2;
    /** From a minute to six hours: an event that has waited so long is dropped. */
    readonly maxEventAge: Duration;
  };
}

/**
 * A function with its own role and log group, allowed nothing but to write its own log.
 * Node 24 on arm64, one ES module, logs kept a week (a month in production). Lambda's own lines are JSON, too, down to
 * the report of each invocation; a line that is JSON already, as ours are, stays as it is:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export class CliqFunction extends Construct {
  readonly handler: Function;

  constructor(scope: Construct, id: string, props: CliqFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Log", {
      retention: props.stage.production ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    logGroup.grantWrite(role);
    const define = (code: Code): Function =>
      new Function(this, "Function", {
        description: props.description,
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        handler: `index.${props.role ?? "handler"}`,
        code,
        role,
        logGroup,
        timeout: props.timeout,
        memorySize: props.memorySize ?? 256,
        environment: { STAGE: props.stage.name, METRIC_NAMESPACE: props.stage.product, ...props.environment },
        loggingFormat: LoggingFormat.JSON,
        systemLogLevelV2: SystemLogLevel.INFO,
        ...props.whenQueued,
      });
    this.handler = withBundle(
      {
        entry: props.entry,
        hasWorker: props.role !== undefined,
        choices: choicesOf(props.stage),
        ...(props.ability && { ability: props.ability }),
      },
      Stack.of(this).bundlingRequired,
      define,
    );
    if (props.whenQueued !== undefined) {
      Validations.of(this).acknowledge({
        id: "Serverless-LambdaAsyncFailureDestination",
        reason:
          "CloudFormation fails a deployment that gets no answer, the next run makes up for a schedule's, and both have an alarm: nobody would read a queue.",
      });
    }
    Validations.of(this).acknowledge(
      {
        id: "Serverless-LambdaTracing",
        reason: "One function and few AWS calls per click: its log line tells the same without an agent.",
      },
      {
        id: "Serverless-LambdaDLQ",
        reason:
          "Its callers wait for the answer: API Gateway, CloudFormation or another function learn of every failure; what a schedule runs has an alarm.",
      },
    );
  }

  /** Allows the function these actions on these resources, and nothing else. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.handler.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}
