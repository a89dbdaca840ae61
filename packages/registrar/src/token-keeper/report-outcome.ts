/** How one run of the keeper ended: "kept", "renewed", or the code of a failure. */
export interface KeeperOutcome {
  /** Of the stage's metrics in CloudWatch. */
  readonly namespace: string;
  readonly stage: string;
  readonly outcome: string;
  /** Why it ran. */
  readonly cause: "schedule" | "refused token" | "demand";
  readonly durationMs: number;
  /** Without secrets. */
  readonly reason?: string;
}

/**
 * Writes one line that is both the log entry and, in CloudWatch's embedded metric format, the metric `KeeperRuns`
 * by stage and outcome.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function reportOutcome(
  { namespace, stage, outcome, ...rest }: KeeperOutcome,
  write: (line: string) => void,
): void {
  const metrics = [
    { Namespace: namespace, Dimensions: [["Stage", "Outcome"]], Metrics: [{ Name: "KeeperRuns", Unit: "Count" }] },
  ];
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: metrics },
    Stage: stage,
    Outcome: outcome,
    KeeperRuns: 1,
    ...rest,
  };
  write(`${JSON.stringify(line)}\n`);
}
