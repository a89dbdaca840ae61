import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Report, toChart, toText } from "./to-report.ts";
import { toLines, toVerdicts } from "./judge-run.ts";
import { toWaitLines } from "./judge-waits.ts";
import type { Measured } from "./measure.ts";
import { timeRegistrar } from "./time-registrar.ts";

test("the help fits 80 columns and begins with its usage", () => {
  const help = execFileSync(process.execPath, [join(import.meta.dirname, "bench.ts"), "--help"], { encoding: "utf8" });
  expect(help).toMatch(/^Usage: (?:npx )?pnpm\S* bench \[options\]/);
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const option of ["--quick", "--no-peers", "--rounds", "--json", "--chart"]) expect(help).toContain(option);
});

/** A contender that took the same time in each of seven rounds. */
function measured(name: string, kind: string, outgoing: number, readyMs: number, warmMs: number): Measured {
  const run = { startMs: readyMs, importMs: readyMs - 2, importCpuMs: readyMs, clickMs: 2, clickCpuMs: 2 };
  const contender = { name, kind, folder: "", slug: "", scheme: "path", environment: {} } as Measured["contender"];
  return {
    contender,
    cold: Array.from({ length: 7 }, () => run),
    warm: Array.from({ length: 7 }, () => ({ p50Ms: warmMs, p99Ms: 2 * warmMs, cpuMs: warmMs, peakMb: 80 })),
    shares: new Map([[512, [readyMs, readyMs]]]),
    outgoing,
  };
}

const run = [
  measured("floor that logs", "floor", 0, 10, 0.02),
  measured("one card", "ours", 0, 11, 0.05),
  measured("keep-row with the SDK", "sdk", 1, 90, 2),
  measured("keep-row", "ours", 1, 37, 1),
];

test("each budget is judged for whom it is about, to the floor or to the SDK", () => {
  expect(toVerdicts(run).map(({ budget, who, ratio, verdict }) => [budget, who, ratio.median, verdict])).toEqual([
    ["one card: ready, cold", "one card", 1.1, "met"],
    ["one card: warm p50", "one card", 2.5, "missed"],
    ["one call to AWS: ready, cold", "keep-row", 3.7, "met"],
    ["one call to AWS: first click at 512 MB", "keep-row", 3.7, "missed"],
    ["one call to AWS: warm p50, to the SDK's", "keep-row", 0.5, "met"],
  ]);
  // Without who it is compared with, nothing is said.
  expect(toVerdicts(run.slice(1))).toEqual([]);
});

test("a wait is judged by its seconds where some are owed", () => {
  const waits = toWaitLines({
    synthNothingKept: [5, 6, 7],
    synthAllKept: [1, 1, 1],
    startNothingKept: [7, 9, 7],
    startUnchanged: [2, 2, 3],
    startEdited: [5, 5, 6],
  });
  expect(waits.map(({ name, seconds, owed, verdict }) => [name, seconds.median, owed, verdict])).toEqual([
    ["synthesis, no bundle kept", 6, undefined, undefined],
    ["synthesis, every bundle kept", 1, undefined, undefined],
    ["start, nothing kept", 7, 8, "unsure"],
    ["start, nothing changed", 2, 4, "met"],
    ["start, one action edited", 5, 4, "missed"],
  ]);
});

test("the registrar keeps near what the limits allow, and lists once where nothing changed", async () => {
  const runs = await timeRegistrar(20);
  expect(runs).toEqual([
    {
      what: "20 actions created",
      calls: { listActions: 2, createAction: 20, updateHandler: 20, updateAction: 20 },
      seconds: 122.76,
      allowedSeconds: 120,
      verdict: "met",
    },
    { what: "20 actions unchanged", calls: { listActions: 1 }, seconds: 0.08, allowedSeconds: 0, verdict: "met" },
    {
      what: "20 actions changed",
      calls: { listActions: 2, updateAction: 20, updateHandler: 20 },
      seconds: 122.52,
      allowedSeconds: 120,
      verdict: "met",
    },
    {
      what: "20 actions deleted",
      calls: { listActions: 1, deleteAction: 20 },
      seconds: 122.24,
      allowedSeconds: 120,
      verdict: "met",
    },
  ]);
  // A whole deployment's worth of them, exactly as `pnpm bench` shows it.
  expect((await timeRegistrar()).map(({ verdict }) => verdict)).toEqual(["met", "met", "met", "met"]);
});

test("the report is a table with ratios and verdicts, and the picture has a bar for each", () => {
  const lines = toLines(run).map((line) => ({ ...line, bytes: 36_400, builtins: 18 }));
  const report: Report = {
    machine: "any",
    rounds: { cold: 7, warm: 7 },
    lines,
    verdicts: toVerdicts(run),
    waits: [
      { name: "waited", seconds: { median: 3.21, low: 3, high: 3.5 }, owed: 4, verdict: "met" },
      { name: "unjudged", seconds: { median: 1, low: 1, high: 1 } },
    ],
    registrar: [
      { what: "changed", calls: { update: 9 }, seconds: 50, allowedSeconds: 54, verdict: "met" },
      { what: "unchanged", calls: { listActions: 1 }, seconds: 0.08, allowedSeconds: 0, verdict: "met" },
    ],
    counted: [],
    notes: [],
  };
  const text = toText(report);
  expect(text).toMatch(/^\| one card +\| +36 \| +18 \| +11\.0 \| 1\.10 \[1\.10–1\.10\] \| /m);
  expect(text).toMatch(/^\| one card: warm p50 +\| +one card \| 2\.50 \[2\.50–2\.50\] \| +≤ 1\.75 \| +missed \|$/m);
  expect(text).toMatch(/^\| waited +\| 3\.21 \[3\.00–3\.50\] \| +≤ 4 \| +met \|$/m);
  expect(text).toMatch(/^\| unjudged +\| 1\.00 \[1\.00–1\.00\] \| +\| +\|$/m);
  expect(text).toMatch(/^\| changed +\| +9 update \| +50\.0 \| +54 \| +≤ 70 s \| +met \|$/m);
  expect(text).toMatch(/^\| unchanged +\| +1 listActions \| +0\.1 \| +\| 1 listActions \| +met \|$/m);
  expect(toText({ ...report, waits: [] })).not.toContain("waits for");
  expect(toChart(lines).match(/<rect /g)).toHaveLength(4);
});
