import { expect, test } from "vitest";
import { formatTime, toIsoTime } from "./format-time.ts";

test("a moment is shown to the minute, in UTC", () => {
  expect(formatTime(1_707_283_715_000)).toBe("2024-02-07 05:28 UTC");
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9_007_199_254_740_991])("%d is no moment, and no crash", (value) => {
  expect(formatTime(value)).toBe("unknown");
  expect(toIsoTime(value)).toBeUndefined();
});
