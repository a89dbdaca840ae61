import { expect, test } from "vitest";
import { formatTime, toIsoTime } from "./format-time.ts";

test("a moment is shown to the minute, in UTC", () => {
  expect(formatTime(1_707_283_715_000)).toBe("2024-02-07 05:28 UTC");
});

test("the last moment of the calendar is one, and no moment is none", () => {
  expect([toIsoTime(8.64e15), toIsoTime(-8.64e15)]).toEqual([
    "+275760-09-13T00:00:00.000Z",
    "-271821-04-20T00:00:00.000Z",
  ]);
  expect(toIsoTime(undefined)).toBeUndefined();
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 9_007_199_254_740_991])("%d is no moment, and no crash", (value) => {
  expect(formatTime(value)).toBe("unknown");
  expect(toIsoTime(value)).toBeUndefined();
});
