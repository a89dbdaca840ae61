import { expect, test } from "vitest";
import type { DriftReport } from "./find-drift.ts";
import { reportDrift } from "./report-drift.ts";

const report: DriftReport = {
  items: [
    {
      kind: "message action",
      slug: "a",
      name: "A",
      id: "1",
      state: "drifted",
      fields: [
        { field: "hint", verdict: "drifted", wanted: "ours", held: "theirs" },
        { field: "permissions", verdict: "unverifiable", wanted: ["user"] },
      ],
    },
    { kind: "message action", slug: "b", name: "B", id: "2", state: "missing", fields: [] },
    { kind: "function", slug: "b/f", name: "F", id: "3", state: "same", fields: [] },
  ],
  orphans: [{ kind: "message action", id: "4", name: "Old" }],
  lookAlikes: [],
};

function lineOf(
  ...args: Parameters<typeof reportDrift> extends [...infer Rest, unknown] ? Rest : never
): Record<string, unknown> {
  const lines: string[] = [];
  reportDrift(...args, (line) => void lines.push(line));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
}

test("one line is the metrics by stage and the log of what differs, without anybody's words", () => {
  const line = lineOf({ namespace: "acme", stage: "dev" }, { outcome: "drifted", report });
  expect(line).toMatchObject({
    Stage: "dev",
    Outcome: "drifted",
    Drifted: 2,
    Orphans: 1,
    lookAlikes: [],
    differences: [
      { slug: "a", id: "1", state: "drifted", fields: ["hint"] },
      { slug: "b", id: "2", state: "missing", fields: [] },
      { id: "4", kind: "message action", state: "orphan" },
    ],
  });
  const { CloudWatchMetrics: metrics } = line._aws as {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  expect(metrics.map(({ Namespace }) => Namespace)).toEqual(["acme"]);
  expect(
    metrics.map(({ Dimensions, Metrics }) => [Dimensions[0]?.join(), Metrics.map(({ Name }) => Name).join()]),
  ).toEqual([["Stage", "Drifted,Orphans"]]);
  expect(JSON.stringify(line)).not.toMatch(/ours|theirs|Old/);
});

test("without a deployment there is a run, and no count that could end an alarm", () => {
  const line = lineOf({ namespace: "acme", stage: "dev" }, { outcome: "nothing_registered" });
  expect(line).toEqual({ Stage: "dev", Outcome: "nothing_registered" });
});
