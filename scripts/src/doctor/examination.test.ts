import { expect, test } from "vitest";
import { startExamination } from "./examination.ts";
import { broken, doubtful, fine } from "./finding.ts";
import { printFinding } from "./print-finding.ts";

const explain = (error: unknown): string => (error instanceof Error ? error.message : "");

test("a check gets the values of earlier ones; what needs a failed or skipped one is skipped, naming it", async () => {
  const examination = startExamination(() => {}, explain);
  const one = await examination.look("one", {}, () => fine("is 1", 1));
  const two = await examination.look("two", { one }, ({ one: value }) =>
    doubtful(`is ${value + 1}`, "count", value + 1),
  );
  const three = await examination.look("three", { one, two }, () => broken("is not", "repair"));
  const four = await examination.look("four", { two, three }, () => fine("is 4", 4));
  await examination.look("five", { four }, () => fine("is 5"));
  expect(examination.findings).toEqual([
    { check: "one", verdict: "ok", says: "is 1" },
    { check: "two", verdict: "warn", says: "is 2", remedy: "count" },
    { check: "three", verdict: "fail", says: "is not", remedy: "repair" },
    { check: "four", verdict: "skipped", says: 'not looked at: it needs "three"' },
    { check: "five", verdict: "skipped", says: 'not looked at: it needs "four"' },
  ]);
});

test("a check that throws has failed, and no finding shows a secret", async () => {
  const examination = startExamination(() => {}, explain);
  const token = "1000.00112233445566778899aabbccddeeff.00112233445566778899aabbccddeeff";
  await examination.look("one", {}, () => {
    throw new Error(`POST https://a.example.com/actions/echo/${"x".repeat(43)} with ${token}`);
  });
  expect(examination.findings).toEqual([
    expect.objectContaining({ verdict: "fail", says: "POST https://a.example.com/actions/echo/… with 1000.…" }),
  ]);
});

test("a long finding is broken into lines of 80 columns below its own column", () => {
  const printed = printFinding({
    check: "a",
    verdict: "fail",
    says: "word ".repeat(30).trim(),
    remedy: "do ".repeat(40).trim(),
  });
  const lines = printed.split("\n");
  expect(lines[0]).toMatch(/^FAIL {3}a: word word/);
  expect(lines.filter((line) => line.startsWith("       → do"))).toHaveLength(1);
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {7}/);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});
