import { redact } from "@cliq-actions/cliq/redact";

const longestTextChars = 4_000;

/** One JSON line; texts are redacted, then cut. Callers pass no address and no token all the same. */
export function toLogLine(
  level: "info" | "warn" | "error",
  message: string,
  fields: Readonly<Record<string, string | number>>,
): string {
  const texts = Object.entries({ message, ...fields }).map(([name, value]) => [
    name,
    typeof value === "string" ? redact(value).slice(0, longestTextChars) : value,
  ]);
  return `${JSON.stringify({ level, ...(Object.fromEntries(texts) as object) })}\n`;
}

/** What CloudWatch counts of a line: numbers by stage, or by stage and outcome. */
export interface Counted {
  readonly by: readonly ("Stage" | "Outcome")[];
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * One line that is the log entry of a run and, in CloudWatch's embedded metric format, what is counted of it: only what an
 * alarm looks at, for each is billed. The rest is for whoever reads the log; callers redact it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function toMetricLine(
  { namespace, stage, outcome }: { readonly namespace: string; readonly stage: string; readonly outcome: string },
  { by, counts }: Counted,
  rest: object,
): string {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: "Count" }));
  const CloudWatchMetrics = [{ Namespace: namespace, Dimensions: [by], Metrics }];
  const _aws = Metrics.length === 0 ? undefined : { Timestamp: Date.now(), CloudWatchMetrics };
  return `${JSON.stringify({ _aws, Stage: stage, Outcome: outcome, ...counts, ...rest })}\n`;
}
