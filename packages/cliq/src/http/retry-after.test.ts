import { expect, it } from "vitest";
import { toFailure } from "../rest/to-failure.ts";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-22T10:00:00Z");

it.each([
  [undefined, 0, 300_000],
  ["", 0, 300_000],
  ["10", 10_000, 300_000],
  [" 600 ", 600_000, 600_000],
  ["86400", 86_400_000, 3_600_000],
  ["999999999999", 0, 300_000],
  ["-5", 0, 300_000],
  ["1e9", 0, 300_000],
  ["soon", 0, 300_000],
  ["Sun, 22 Nov 2026 10:10:00 GMT", 600_000, 600_000],
  ["Sun, 22 Nov 2026 09:00:00 GMT", 0, 300_000],
  ["Sun, 99 Nov 2026 10:10:00 GMT", 0, 300_000],
  // HTTP dates are in GMT: another zone, or none, asks for nothing.
  ["Sun, 22 Nov 2026 10:10:00 +0000", 0, 300_000],
  ["Sun, 22 Nov 2026 12:10:00 PST", 0, 300_000],
  ["Sun, 22 Nov 2026 10:10:00", 0, 300_000],
  ["Sunday, 22-Nov-26 10:10:00 GMT", 0, 300_000],
  ["on Sun, 22 Nov 2026 10:10:00 GMT", 0, 300_000],
  ["Sun, 22 Nov 2026 12:10:00 GMT+1", 0, 300_000],
  ["2026-11-22T10:10:00Z", 0, 300_000],
])("a Retry-After of %j asks for %i ms, and Cliq's lock lasts %i ms", (header, asked, lock) => {
  expect(retryAfterMs(header, now)).toBe(asked);
  const answer = { status: 429, text: "", retryAfter: header };
  expect(toFailure("list", answer, now)).toMatchObject({ retryAfterMs: lock });
});
