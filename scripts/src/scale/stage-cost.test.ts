import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stackName } from "../testing/names.ts";
import { backgroundActions } from "@cliq-actions/infra/testing/test-actions";
import { type Synthesised, synthesiseFolder, synthesiseLocal } from "../testing/synthesise-local.ts";
import { millionUsd } from "./cost.ts";
import { prices } from "./prices.ts";
import { alarmMetrics, type BilledStage, idleWork, monthUsd } from "./stage-cost.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Metrics?: readonly { readonly MetricStat?: object }[];
    readonly ScheduleExpression?: string;
  };
}

async function readStack(synthesised: Synthesised): Promise<readonly Resource[]> {
  try {
    const text = readFileSync(join(synthesised.folder, `${stackName}.template.json`), "utf8");
    return Object.values((JSON.parse(text) as { Resources: Record<string, Resource> }).Resources);
  } finally {
    synthesised.remove();
  }
}

const action: BilledStage["actions"][number] = {
  workload: { name: "any", calls: "a desk", waitMs: 0, services: { Desk: 7 } },
  durations: { startMs: 50, firstClickMs: 5, firstClickAtMs: {}, warmCpuMs: 0.2, peakMb: 70 },
};

test.each([
  ["one action", () => synthesiseLocal({}, ["echo"]), { actions: 1, tables: 0, workers: 0 }],
  ["a table", () => synthesiseLocal({}, ["echo", "keep-row", "store-file"]), { actions: 3, tables: 1, workers: 0 }],
  ["background work", () => synthesiseFolder(backgroundActions), { actions: 2, tables: 1, workers: 2 }],
])("the alarms of a stage with %s look at as many metrics as are reckoned with", async (_what, synthesise, stage) => {
  const resources = await readStack(await synthesise());
  const looksAt = resources
    .filter(({ Type }) => Type === "AWS::CloudWatch::Alarm")
    .map(({ Properties: { Metrics } }) => Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1);
  expect(looksAt.reduce((sum, count) => sum + count, 0)).toBe(alarmMetrics(stage));
  expect(resources.filter(({ Type }) => Type === "AWS::Lambda::EventSourceMapping")).toHaveLength(stage.workers);
  const schedules = resources.flatMap(({ Properties }) => Properties.ScheduleExpression ?? []).toSorted();
  expect(idleWork.driftEveryHours).toBe(24);
  expect(schedules).toEqual(["rate(1 day)", `rate(${idleWork.keeperEveryMinutes} minutes)`]);
});

test("without clicks a stage pays for its alarms, the drift check's two series for an hour a day, and what runs", () => {
  const { alarms, ...rest } = monthUsd({ actions: [action], tables: 0 }, 0, 512);
  expect(alarms).toBeCloseTo(3.5, 10);
  expect(rest["own metrics"]).toBeCloseTo((2 * 0.3) / 24, 10);
  expect(rest["token keeper, drift check"]).toBeGreaterThan(0);
  expect(rest["token keeper, drift check"]).toBeLessThan(0.05);
  expect([rest["clicks: API, functions, logs, data"], rest["what the actions call"]]).toEqual([0, 0]);
});

test("clicks are shared among the actions, and have three series in as many hours as there are clicks", () => {
  const silent = { ...action, workload: { ...action.workload, services: {} } };
  const costs = monthUsd({ actions: [action, silent], tables: 0 }, 1_000_000, 512);
  expect(costs["what the actions call"]).toBeCloseTo(3.5, 10);
  expect(costs["clicks: API, functions, logs, data"]).toBeGreaterThan(prices.apiMillion.usd);
  const [all, hour] = [1_000, 1].map(
    (clicks) => monthUsd({ actions: [action], tables: 0 }, clicks, 512)["own metrics"],
  );
  expect(all).toBeCloseTo(3 * 0.3 + (2 * 0.3) / 24, 10);
  expect(hour).toBeCloseTo((3 * 0.3) / 720 + (2 * 0.3) / 24, 10);
});

test("a stage pays for asking each queue for work, also when there is none, and a click for its job", () => {
  const later = { ...action, workload: { ...action.workload, background: { waitMs: 250 } } };
  const idle = monthUsd({ actions: [action, later, later], tables: 0 }, 0, 512);
  // Five places, each three times a minute.
  expect(idle["asking queues for work"]).toBeCloseTo((2 * 648_000 * 0.4) / 1_000_000, 10);
  expect(monthUsd({ actions: [action], tables: 0 }, 0, 512)["asking queues for work"]).toBe(0);
  const [now, deferred] = [action, later].map((one) => millionUsd(one.durations, one.workload, 512));
  expect(deferred).toMatchObject({ "Lambda, requests": 2 * prices.lambdaMillion.usd, "SQS, jobs": 3 * 0.4, Desk: 7 });
  expect(deferred?.["Lambda, time"]).toBeGreaterThan(2 * (now?.["Lambda, time"] ?? 0));
  expect(Object.keys(now ?? {})).not.toContain("SQS, jobs");
});
