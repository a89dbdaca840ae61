import { expect, test } from "vitest";
import { isSounding, type SynthesisedAlarm } from "./evaluate-alarm.ts";
import { samplesOf } from "./metric-sample.ts";

const quiet = { ComparisonOperator: "GreaterThanOrEqualToThreshold", TreatMissingData: "notBreaching", Threshold: 1 };
const metric = { Namespace: "n", MetricName: "m", Dimensions: [{ Name: "Stage", Value: "dev" }] };
const sample = (value: number, dimensions: Record<string, string> = { Stage: "dev" }) => ({
  namespace: "n",
  name: "m",
  dimensions,
  value,
});
const difference: SynthesisedAlarm = {
  ...quiet,
  Metrics: [
    { Id: "x", Expression: "FILL(all, 0) - FILL(fine, 0)" },
    { Id: "all", MetricStat: { Metric: metric, Stat: "Sum" } },
    { Id: "fine", MetricStat: { Metric: { ...metric, MetricName: "fine" }, Stat: "Sum" } },
  ],
};

test("a sum counts only values of exactly its dimensions, and no data is quiet", () => {
  const alarm = { ...quiet, ...metric, Statistic: "Sum", Threshold: 3 };
  expect(isSounding(alarm, [])).toBe(false);
  expect(isSounding(alarm, [sample(2), sample(1)])).toBe(true);
  expect(isSounding({ ...alarm, Statistic: "Maximum" }, [sample(2), sample(1)])).toBe(false);
  expect(isSounding(alarm, [sample(9, { Stage: "prod" }), sample(9, { Stage: "dev", Action: "a" })])).toBe(false);
});

test("a difference takes a metric without data as nothing", () => {
  expect(isSounding(difference, [sample(1)])).toBe(true);
  expect(isSounding(difference, [sample(1), { ...sample(1), name: "fine" }])).toBe(false);
});

test("what it does not know it refuses instead of guessing", () => {
  const [, ...rest] = difference.Metrics ?? [];
  const odd = { ...difference, Metrics: [{ Id: "x", Expression: "FILL(all, 0) * 2" }, ...rest] };
  expect(() => isSounding(odd, [sample(1)])).toThrow('"* 2" of "FILL(all, 0) * 2" is not known here');
  expect(() => isSounding({ ...difference, TreatMissingData: "breaching" }, [])).toThrow("with breaching for no data");
});

test("a log line is a value per metric and set of dimensions, and any other line is none", () => {
  const line = {
    _aws: { CloudWatchMetrics: [{ Namespace: "n", Dimensions: [["Stage"], []], Metrics: [{ Name: "m" }] }] },
    Stage: "dev",
    m: 4,
  };
  expect(samplesOf(JSON.stringify(line))).toEqual([sample(4), sample(4, {})]);
  for (const other of ["START RequestId: 1", "{}", "null", '{"type":"platform.report"}']) {
    expect(samplesOf(other)).toEqual([]);
  }
});
