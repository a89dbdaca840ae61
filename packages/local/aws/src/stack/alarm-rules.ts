import { isIntrinsic } from "./check-schema.ts";

type Fields = Record<string, unknown>;
const when = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : []);

/** What CloudWatch refuses of the properties of an alarm beside each other, a sentence each. */
export function findInAlarm(properties: Fields): string[] {
  const { DatapointsToAlarm = 0, EvaluationPeriods, MetricName, Namespace, Period, Statistic } = properties;
  const { ExtendedStatistic, Threshold, ThresholdMetricId, ComparisonOperator, Metrics } = properties;
  // Up to a day; from periods of an hour on, up to a week.
  const longestSeconds = Number(Period) >= 3_600 ? 604_800 : 86_400;
  const given = { Namespace, Period, "Statistic or ExtendedStatistic": Statistic ?? ExtendedStatistic };
  return [
    ...when(
      Number(DatapointsToAlarm) > Number(EvaluationPeriods),
      "DatapointsToAlarm cannot be more than EvaluationPeriods.",
    ),
    ...(MetricName === undefined
      ? []
      : Object.entries(given).flatMap(([name, value]) => when(value === undefined, `${name} is missing.`))),
    ...when((Threshold ?? ThresholdMetricId) === undefined, "Threshold is missing."),
    ...when(
      ThresholdMetricId === undefined && /Lower|UpperThreshold$/.test(String(ComparisonOperator)),
      `the ComparisonOperator ${String(ComparisonOperator)} needs a ThresholdMetricId.`,
    ),
    ...when(
      Number(EvaluationPeriods) * Number(Period) > longestSeconds,
      `EvaluationPeriods times Period has to be at most ${longestSeconds} seconds.`,
    ),
    ...when(
      typeof ExtendedStatistic === "string" && !isExtended(ExtendedStatistic),
      "ExtendedStatistic has to be like p99.9, or another statistic of percentiles.",
    ),
    ...(Array.isArray(Metrics) && !Metrics.some(isIntrinsic)
      ? findInMetrics(Metrics as Fields[], ThresholdMetricId)
      : []),
  ];
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
function findInMetrics(metrics: Fields[], thresholdId: unknown): string[] {
  const ids = metrics.map(({ Id }) => Id);
  // That of the threshold is drawn beside the one that is judged.
  const returned = metrics.filter(({ Id, ReturnData = true }) => Id !== thresholdId && String(ReturnData) !== "false");
  return [
    ...when(new Set(ids).size < ids.length, "two of the Metrics have one Id."),
    ...when(returned.length !== 1, "exactly one of the Metrics has to have ReturnData."),
    ...when(
      typeof thresholdId === "string" && !ids.includes(thresholdId),
      `ThresholdMetricId names ${String(thresholdId)}, which none of the Metrics is.`,
    ),
    ...metrics.flatMap(({ Expression, MetricStat }) =>
      when(
        (Expression === undefined) === (MetricStat === undefined),
        "each of the Metrics has either an Expression or a MetricStat.",
      ),
    ),
    ...metrics.flatMap(({ Expression }) =>
      typeof Expression === "string"
        ? namesIn(Expression)
            .filter((name) => !ids.includes(name))
            .map((name) => `an Expression names ${name}, which none of the Metrics is.`)
        : [],
    ),
  ];
}

// Ids begin with a small letter; functions and operators are in capitals, and what is quoted is no name.
const namesIn = (expression: string): string[] =>
  /^\s*SELECT\b/i.test(expression)
    ? []
    : (expression.replaceAll(/'[^']*'|"[^"]*"/g, "").match(/(?<![\w.])[a-z]\w*/g) ?? []);

function isExtended(statistic: string): boolean {
  const [, percentile] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? [];
  return percentile === undefined
    ? /^(?:IQM|(?:tm|wm|tc|ts|TM|WM|TC|TS|PR)\S+)$/.test(statistic)
    : Number(percentile) <= 100;
}
