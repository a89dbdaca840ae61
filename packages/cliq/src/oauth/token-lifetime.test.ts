import { expect, it } from "vitest";
import { toLifetimeMs } from "./token-lifetime.ts";

it.each([
  [3600, 3_600_000],
  [60, 60_000],
  ["3600", 3_600_000],
  [7200, 3_600_000],
  [3_600_000, 3_600_000],
  ["3600000", 3_600_000],
  [1_800_000, 1_800_000],
  [0, 300_000],
  [-1, 300_000],
  [1e9, 300_000],
  [Number.NaN, 300_000],
  [undefined, 300_000],
  [null, 300_000],
  ["soon", 300_000],
  [{}, 300_000],
])("an expires_in of %j can be relied on for %i ms", (expiresIn, ms) => {
  expect(toLifetimeMs(expiresIn)).toBe(ms);
});
