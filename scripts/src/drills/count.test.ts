import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { chooseParts } from "./choose-parts.ts";
import { readTestReport } from "./test-report.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("every red test is counted and named, and so is a file that could not be loaded", () => {
  const path = join(folder, "report.json");
  const red = { fullName: "a card is cut", status: "failed", failureMessages: ["expected 1 to be 2\n at card.ts"] };
  const green = { fullName: "a card is sent", status: "passed", failureMessages: [] };
  const testResults = [
    { name: "card.test.ts", status: "failed", message: "", assertionResults: [red, green] },
    { name: "reply.test.ts", status: "failed", message: "Cannot find module\n at reply.ts", assertionResults: [] },
  ];
  writeFileSync(path, JSON.stringify({ numPassedTests: 1, testResults }));
  expect(readTestReport(path)).toEqual({
    passed: 1,
    failed: ["card.test.ts > a card is cut: expected 1 to be 2", "reply.test.ts: Cannot find module"],
  });
});

test("a suite that wrote no report has failed", () => {
  expect(readTestReport(join(folder, "none.json"))).toEqual({ passed: 0, failed: ["the suite wrote no report"] });
});

test("--only chooses parts by name, everything is run without, and another name is refused", () => {
  const parts = ["repository", "a", "b"];
  expect(chooseParts([], parts)).toEqual(parts);
  expect(chooseParts(["--only", "b,a"], parts)).toEqual(["b", "a"]);
  expect(() => chooseParts(["--only", "a,z"], parts)).toThrow("--only knows repository, a, b, not z.");
});
