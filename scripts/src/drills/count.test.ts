import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { chooseParts } from "./choose-parts.ts";
import { readTestReport } from "./test-report.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("every red test is counted and named, and so is a file that could not be loaded, and a test that passed at its second try", () => {
  const path = join(folder, "report.json");
  const red = { fullName: "a card is cut", status: "failed", failureMessages: ["expected 1 to be 2\n at card.ts"] };
  const green = { fullName: "a card is sent", status: "passed", failureMessages: [] };
  const late = { fullName: "a card is late", status: "passed", failureMessages: ["expected 2 to be 3\n at card.ts"] };
  const testResults = [
    { name: "card.test.ts", status: "failed", message: "", assertionResults: [red, green, late] },
    { name: "reply.test.ts", status: "failed", message: "Cannot find module\n at reply.ts", assertionResults: [] },
  ];
  writeFileSync(path, JSON.stringify({ numPassedTests: 2, testResults }));
  expect(readTestReport(path)).toEqual({
    passed: 2,
    failed: ["card.test.ts > a card is cut: expected 1 to be 2", "reply.test.ts: Cannot find module"],
    retried: ["card.test.ts > a card is late: expected 2 to be 3"],
  });
});

test("a suite that wrote no report has failed", () => {
  expect(readTestReport(join(folder, "none.json"))).toEqual({
    passed: 0,
    failed: ["the suite wrote no report"],
    retried: [],
  });
});

test("--only chooses parts by name, everything is run without, and another name is refused", () => {
  const parts = ["repository", "a", "b"];
  expect(chooseParts([], parts)).toEqual(parts);
  expect(chooseParts(["--only", "b,a"], parts)).toEqual(["b", "a"]);
  expect(() => chooseParts(["--only", "a,z"], parts)).toThrow("--only knows repository, a, b, not z.");
});
