import { expect, test } from "vitest";
import { formatBytes, formatDay, formatLanguage, formatMs } from "./format.ts";

test("durations keep the digits that matter", () => {
  expect([0.84, 9.96, 42.4, 999, 1_340].map(formatMs)).toEqual(["0.8 ms", "10.0 ms", "42 ms", "999 ms", "1.3 s"]);
});

test("sizes are counted in powers of ten", () => {
  expect([512, 48_211, 1_250_000].map(formatBytes)).toEqual(["512 B", "48 kB", "1.3 MB"]);
});

test("days near now have names, also across midnight", () => {
  const now = new Date(2026, 10, 22, 0, 10).getTime();
  expect(formatDay(now - 5 * 60_000, now)).toBe("Today");
  expect(formatDay(now - 20 * 60_000, now)).toBe("Yesterday");
  expect(formatDay(new Date(2026, 10, 19, 12).getTime(), now)).toBe("Thursday 19 November");
});

test("languages have names", () => {
  expect(formatLanguage("ja")).toBe("Japanese");
});
