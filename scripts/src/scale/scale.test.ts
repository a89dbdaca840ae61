import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTables } from "./document.ts";
import { readMeasured } from "./measured.ts";
import { toTables } from "./to-tables.ts";

const folder = mkdtempSync(join(tmpdir(), "scale-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scale(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(import.meta.dirname, "scale.ts"), ...args], { encoding: "utf8" });
}

test("the tables in docs/scale.md are what pnpm scale prints", () => {
  expect(readTables()).toEqual(toTables(readMeasured()));
});

test("the help fits 80 columns and begins with its usage", () => {
  const { stdout } = scale("--help");
  expect(stdout).toMatch(/^Usage: pnpm scale \[options\]/);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const option of ["--take", "--document", "--json"]) expect(stdout).toContain(option);
});

test.each([
  ["a file that is not there", undefined, /missing\.json cannot be read/],
  ["what is no JSON", "no", /^The file is no JSON/],
  ["another document", '{"machine":"any"}', /^The file is no report of pnpm bench --json: rounds: /],
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
