import { expect, test } from "vitest";
import { estimate, estimateRatio, judge, quantile } from "./statistics.ts";

test("a quantile lies between the values beside it, and of nothing there is none", () => {
  expect([0, 0.5, 0.9, 1].map((q) => quantile([30, 10, 20, 40], q))).toEqual([10, 25, 37, 40]);
  expect(() => quantile([], 0.5)).toThrow("Nothing was measured");
});

test("a median's interval holds it, is one point where nothing varies, and is the same each time", () => {
  const values = Array.from({ length: 41 }, (_, index) => 10 + (index % 7));
  const { median, low, high } = estimate(values);
  expect(median).toBe(13);
  expect(low).toBeLessThanOrEqual(13);
  expect(high).toBeGreaterThanOrEqual(13);
  expect(high - low).toBeLessThan(4);
  expect(estimate(values)).toEqual({ median, low, high });
  expect(estimate([5, 5, 5])).toEqual({ median: 5, low: 5, high: 5 });
});

test("what slowed whole rounds down cancels in a ratio", () => {
  const floor = [10, 50, 10, 90, 20, 10, 70];
  const ratio = estimateRatio(
    floor.map((value) => value * 1.2),
    floor,
  );
  for (const value of Object.values(ratio)) expect(value).toBeCloseTo(1.2);
  // Each alone could be anything.
  expect(estimate(floor).high / estimate(floor).low).toBeGreaterThan(2);
});

test.each([
  [{ median: 1.1, low: 1.05, high: 1.15 }, "met"],
  [{ median: 1.1, low: 1.05, high: 1.16 }, "unsure"],
  [{ median: 1.3, low: 1.16, high: 1.4 }, "missed"],
] as const)("of a budget of 1.15, %o is %s", (measured, verdict) => {
  expect(judge(measured, 1.15)).toBe(verdict);
});
