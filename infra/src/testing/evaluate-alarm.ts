import { isDeepStrictEqual } from "node:util";
import type { MetricSample } from "./metric-sample.ts";

interface SynthesisedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string | { readonly Ref: string } }[];
}

/** Properties of an `AWS::CloudWatch::Alarm` as this repository's stack writes them. */
export interface SynthesisedAlarm extends Partial<SynthesisedMetric> {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly Statistic?: string;
  readonly Metrics?: readonly {
    readonly Id: string;
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: SynthesisedMetric; readonly Stat: string };
  }[];
}

/**
 * Whether an alarm sounds after a period in which these values came in. It knows what the stack uses and refuses the
 * rest: a sum or a maximum, `FILL(id, 0)` joined by plus and minus, no data as quiet.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function isSounding(alarm: SynthesisedAlarm, samples: readonly MetricSample[]): boolean {
  if (alarm.ComparisonOperator !== "GreaterThanOrEqualToThreshold" || alarm.TreatMissingData !== "notBreaching") {
    throw new Error(`The alarm compares by ${alarm.ComparisonOperator} with ${alarm.TreatMissingData} for no data.`);
  }
  const value = valueOf(alarm, samples);
  return value !== undefined && value >= alarm.Threshold;
}

function valueOf({ Metrics, Statistic = "", ...metric }: SynthesisedAlarm, samples: readonly MetricSample[]) {
  if (Metrics === undefined) return statistic(metric as SynthesisedMetric, Statistic, samples);
  const values = new Map<string, number | undefined>();
  for (const { Id, MetricStat } of Metrics) {
    if (MetricStat !== undefined) values.set(Id, statistic(MetricStat.Metric, MetricStat.Stat, samples));
  }
  const [expression = ""] = Metrics.flatMap(({ Expression = [] }) => Expression);
  return calculate(expression, values);
}

function statistic(metric: SynthesisedMetric, name: string, samples: readonly MetricSample[]): number | undefined {
  const dimensions = Object.fromEntries(
    (metric.Dimensions ?? []).map(({ Name, Value }) => [Name, typeof Value === "string" ? Value : Value.Ref]),
  );
  const values = samples
    .filter((one) => one.namespace === metric.Namespace && one.name === metric.MetricName)
    .filter((one) => isDeepStrictEqual({ ...one.dimensions }, dimensions))
    .map(({ value }) => value);
  if (values.length === 0) return undefined;
  if (name === "Maximum") return Math.max(...values);
  if (name === "Sum") return values.reduce((sum, value) => sum + value, 0);
  throw new Error(`The statistic ${name} is not known here.`);
}

function calculate(expression: string, values: ReadonlyMap<string, number | undefined>): number {
  let sum = 0;
  for (const [term, sign, id = ""] of expression.matchAll(/(^|[+-] )FILL\((\w+), 0\) ?|.+/g)) {
    if (!values.has(id)) throw new Error(`"${term}" of "${expression}" is not known here.`);
    sum += (sign?.startsWith("-") ? -1 : 1) * (values.get(id) ?? 0);
  }
  return sum;
}
