import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billedMs } from "./cost.ts";
import { readTables } from "./document.ts";
import { parseReport, readMeasured } from "./measured.ts";
import { simulateAll, type Simulated } from "./simulate-all.ts";
import { toDocument } from "./to-document.ts";
import { toTables } from "./to-tables.ts";
import { workloads } from "./workloads.ts";

const folder = mkdtempSync(join(tmpdir(), "scale-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scale(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(import.meta.dirname, "scale.ts"), ...args], { encoding: "utf8" });
}

let simulated: Simulated;
beforeAll(() => {
  simulated = simulateAll();
});

test("the tables in docs/scale.md are what pnpm scale prints", () => {
  expect(readTables()).toEqual(toTables(readMeasured(), simulated));
});

test("at 512 MB the model says more of a first click than was measured, up to four times as much, as the page does", () => {
  const ratios = Object.values(readMeasured().actions).map((durations) => {
    const model = billedMs({ ...durations, startMs: 0 }, { waitMs: 0 }, 512).cold;
    return model / (durations.firstClickAtMs[512] ?? NaN);
  });
  expect(ratios.filter((ratio) => !(ratio >= 1 && ratio <= 4))).toEqual([]);
});

test("the document has every price, each action at each size with one best, and all that was simulated", () => {
  const { actions } = readMeasured();
  const document = JSON.parse(JSON.stringify(toDocument(readMeasured(), simulated)));
  expect(document.prices.apiMillion).toMatchObject({ usd: 1, per: "million requests" });
  for (const action of Object.keys(actions)) {
    const costs = document.costs.filter((one: { action: string }) => one.action === action);
    expect(costs.map(({ memoryMb }: { memoryMb: number }) => memoryMb)).toEqual([128, 256, 512, 1_024, 1_769]);
    expect(costs.filter(({ isBest }: { isBest: boolean }) => isBest)).toHaveLength(1);
  }
  expect(document.stages.map(({ clicks }: { clicks: number }) => clicks)).toEqual([
    0, 1_000, 100_000, 0, 1_000, 100_000,
  ]);
  expect(document.stages[0]).toMatchObject({ stage: "1 action", usd: { alarms: expect.closeTo(3.5, 10) } });
  const [first] = document.simulated.frontDoors;
  expect(first).toMatchObject({ what: "as deployed", perSecond: 10, refusedAtDoor: 0 });
});

test("of a report the medians of the workloads are kept, and nothing else", () => {
  const value = (median: number): object => ({ median, low: median, high: median });
  const line = { startMs: value(50.126), firstClickMs: value(5), warmCpuMs: value(0.2), peakMb: value(70.4) };
  const shares = { 512: value(7) };
  const report = {
    machine: "any",
    rounds: { cold: 41, warm: 11 },
    lines: [...workloads, { name: "a peer" }].map(({ name }) => ({ name, ...line, shares, bytes: 1 })),
  };
  const measured = parseReport(JSON.stringify(report), "2026-11-29");
  expect(Object.keys(measured.actions)).toEqual(workloads.map(({ name }) => name));
  const kept = { startMs: 50.13, firstClickMs: 5, firstClickAtMs: { 512: 7 }, warmCpuMs: 0.2, peakMb: 70 };
  expect(measured).toMatchObject({ takenOn: "2026-11-29", machine: "any", actions: { "one card": kept } });
});

test("the help fits 80 columns and begins with its usage", () => {
  const { stdout } = scale("--help");
  expect(stdout).toMatch(/^Usage: (?:npx )?pnpm\S* scale \[options\]/);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const option of ["--take", "--document", "--json"]) expect(stdout).toContain(option);
});

test.each([
  ["a file that is not there", undefined, /missing\.json cannot be read/],
  ["what is no JSON", "no", /^The file is no JSON/],
  ["another document", '{"machine":"any"}', /^The file is no report of (?:npx )?pnpm\S* bench --json: rounds: /],
  [
    "a report without the samples",
    '{"machine":"any","rounds":{"cold":1,"warm":1},"lines":[]}',
    /^The report has no "one card" .* without --quick\.$/,
  ],
])("%s is not taken for a report, and said so in a sentence", (_name, text, sentence) => {
  const path = join(folder, text === undefined ? "missing.json" : "report.json");
  if (text !== undefined) writeFileSync(path, text);
  const { status, stdout, stderr } = scale("--take", path);
  expect(stderr.trimEnd()).toMatch(sentence);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect([status, stdout]).toEqual([1, ""]);
});
