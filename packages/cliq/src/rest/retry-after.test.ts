import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const now = Date.parse("2026-11-22T10:00:00Z");

it.each([
  [undefined, 300_000],
  ["", 300_000],
  ["10", 300_000],
  ["600", 600_000],
  ["86400", 3_600_000],
  ["999999999999", 300_000],
  ["-5", 300_000],
  ["1e9", 300_000],
  ["soon", 300_000],
  ["Sun, 22 Nov 2026 10:10:00 GMT", 600_000],
  ["Sun, 22 Nov 2026 09:00:00 GMT", 300_000],
])("a Retry-After of %j means to stay away for %i ms", (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms);
});
