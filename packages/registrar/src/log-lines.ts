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

/**
 * One line that is both the log entry of a run and, in CloudWatch's embedded metric format, metrics: `runs` by stage and
 * outcome, the counts by stage. The rest is for whoever reads the log; callers redact it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function toMetricLine(
  { namespace, stage, outcome }: { readonly namespace: string; readonly stage: string; readonly outcome: string },
  runs: string,
  counts: Readonly<Record<string, number>>,
  rest: object,
): string {
  const measure = (dimensions: readonly string[], names: readonly string[]): object => ({
    Namespace: namespace,
    Dimensions: [dimensions],
    Metrics: names.map((Name) => ({ Name, Unit: "Count" })),
  });
  const names = Object.keys(counts);
  const metrics = [measure(["Stage", "Outcome"], [runs]), ...(names.length === 0 ? [] : [measure(["Stage"], names)])];
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: metrics };
  return `${JSON.stringify({ _aws, Stage: stage, Outcome: outcome, [runs]: 1, ...counts, ...rest })}\n`;
}
