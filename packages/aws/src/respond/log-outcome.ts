import type { ErrorDescription } from "./describe-error.ts";
import { writeLine } from "./write-line.ts";

/** How one request ended: the part of its line that differs from the others'. */
export interface Outcome {
  /** "replied" or an error's code. */
  readonly Outcome: string;
  /** Milliseconds. */
  readonly Latency: number;
  readonly ColdStarts: 0 | 1;
  /** Absent for an error that belongs to no request. */
  readonly status?: number;
  /** What the person is told to quote. */
  readonly reference?: string;
  readonly requestId?: string;
  readonly error?: ErrorDescription | undefined;
}

/** What an alarm looks at and nothing else: CloudWatch bills each metric by its dimensions' values. */
const invocations = {
  // The total by stage alone is what the alarm on unexpected outcomes subtracts those that are fine from.
  Dimensions: [["Stage", "Outcome"], ["Stage"]],
  Metrics: [{ Name: "Invocations", Unit: "Count" }],
};
const oddities = { Dimensions: [["Stage"]], Metrics: [{ Name: "OddFields", Unit: "Count" }] };

/**
 * Writes one line per outcome that is both the log entry and, in CloudWatch's embedded metric format, the metrics.
 * What no request changes is read from the environment and put into words once, at the first line.
 * See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function outcomeLog(environment: NodeJS.ProcessEnv): (outcome: Outcome, oddFields?: readonly string[]) => void {
  let usual: string | undefined;
  // `oddFields` are paths of the event's leaves that were not of the documented type.
  return (outcome, oddFields = []) => {
    const constants =
      oddFields.length > 0
        ? `${constantsOf(environment, [invocations, oddities])},"OddFields":${oddFields.length},"oddFields":${JSON.stringify(oddFields)}`
        : (usual ??= constantsOf(environment, [invocations]));
    writeLine(`{"_aws":{"Timestamp":${Date.now()},${constants},"Invocations":1,${JSON.stringify(outcome).slice(1)}`);
  };
}

/** The rest of `_aws` and what stands beside it, as JSON without the outer braces. */
function constantsOf(environment: NodeJS.ProcessEnv, measured: readonly object[]): string {
  const { METRIC_NAMESPACE: namespace, STAGE: stage, ACTION_SLUG: action } = environment;
  const { AWS_LAMBDA_FUNCTION_VERSION: functionVersion } = environment;
  const Namespace = namespace || "unconfigured";
  const directive = { CloudWatchMetrics: measured.map((one) => ({ Namespace, ...one })) };
  const about = {
    Stage: stage || "unknown",
    Action: action || "unknown",
    // By which an operator finds the source map of the very code that wrote this.
    ...(functionVersion ? { functionVersion } : {}),
  };
  return `${JSON.stringify(directive).slice(1)},${JSON.stringify(about).slice(1, -1)}`;
}
