import type { ErrorDescription } from "./describe-error.ts";
import { writeLine } from "./write-line.ts";

/** How one request ended. */
export interface Outcome {
  /** "replied" or an error's code. */
  readonly outcome: string;
  /** Absent for an error that belongs to no request. */
  readonly status?: number;
  /** What the person is told to quote. */
  readonly reference?: string;
  readonly requestId?: string;
  readonly latencyMs: number;
  readonly coldStart: boolean;
  /** Paths of the event's leaves that were not of the documented type; absent when there were none. */
  readonly oddFields?: readonly string[];
  readonly error?: ErrorDescription;
}

const dimensions = [
  ["Stage", "Action"],
  ["Stage", "Action", "Outcome"],
  ["Stage", "Outcome"],
  // The total, from which the alarm on unexpected outcomes subtracts those that are fine.
  ["Stage"],
];
const metrics = [
  { Name: "Invocations", Unit: "Count" },
  { Name: "Latency", Unit: "Milliseconds" },
  { Name: "ColdStarts", Unit: "Count" },
];
const metricsOfOddity = [...metrics, { Name: "OddFields", Unit: "Count" }];

/**
 * Writes one line that is both the log entry and, in CloudWatch's embedded metric format, the metrics.
 * See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logOutcome({ outcome, latencyMs, coldStart, oddFields, ...rest }: Outcome): void {
  const { METRIC_NAMESPACE: namespace, STAGE: stage, ACTION_SLUG: action } = process.env;
  const { AWS_LAMBDA_FUNCTION_VERSION: functionVersion } = process.env;
  const isOdd = oddFields !== undefined && oddFields.length > 0;
  writeLine(
    JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: namespace || "unconfigured",
            Dimensions: dimensions,
            Metrics: isOdd ? metricsOfOddity : metrics,
          },
        ],
      },
      Stage: stage || "unknown",
      Action: action || "unknown",
      // By which an operator finds the source map of the very code that wrote this.
      ...(functionVersion ? { functionVersion } : {}),
      Outcome: outcome,
      Invocations: 1,
      Latency: latencyMs,
      ColdStarts: coldStart ? 1 : 0,
      ...(isOdd ? { OddFields: oddFields.length, oddFields } : {}),
      ...rest,
    }),
  );
}
