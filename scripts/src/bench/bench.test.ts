import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toChart, toText } from "./to-report.ts";
import { toLines, toVerdicts } from "./judge-run.ts";
import type { Measured } from "./measure.ts";

test("the help fits 80 columns and begins with its usage", () => {
  const help = execFileSync(process.execPath, [join(import.meta.dirname, "bench.ts"), "--help"], { encoding: "utf8" });
  expect(help).toMatch(/^Usage: pnpm bench \[options\]/);
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

test("the report is a table with ratios and verdicts, and the picture has a bar for each", () => {
  const lines = toLines(run).map((line) => ({ ...line, bytes: 36_400, builtins: 18 }));
  const report = {
    machine: "any",
    rounds: { cold: 7, warm: 7 },
    lines,
    verdicts: toVerdicts(run),
    counted: [],
    notes: [],
  };
  const text = toText(report);
  expect(text).toMatch(/^\| one card +\| +36 \| +18 \| +11\.0 \| 1\.10 \[1\.10–1\.10\] \| /m);
  expect(text).toMatch(/^\| one card: warm p50 +\| +one card \| 2\.50 \[2\.50–2\.50\] \| +≤ 1\.75 \| +missed \|$/m);
  expect(toChart(lines).match(/<rect /g)).toHaveLength(4);
});
