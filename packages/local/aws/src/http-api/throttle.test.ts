import { expect, it } from "vitest";

import { createThrottle, type ThrottleSettings } from "./throttle.ts";

it.each<readonly [string, ThrottleSettings, ThrottleSettings | undefined, readonly number[], number]>([
  ["the burst at once", { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 1 }, undefined, [0, 0, 0, 0, 0], 3],
  [
    "and the rate after it",
    { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 2 },
    undefined,
    [0, 0, 0, 0, 500, 500, 999, 1000],
    5,
  ],
  [
    "no more than the burst after a pause",
    { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 },
    undefined,
    [0, 0, 9e6, 9e6, 9e6],
    4,
  ],
  ["nothing where the limit is 0", { ThrottlingBurstLimit: 0, ThrottlingRateLimit: 0 }, undefined, [0, 0, 9e6], 0],
  ["everything where there is none", {}, undefined, [0, 0, 0, 0], 4],
  [
    "what its own settings say",
    { ThrottlingBurstLimit: 9 },
    { ThrottlingBurstLimit: 1, ThrottlingRateLimit: "1" },
    [0, 0],
    1,
  ],
])("a route lets in %s", (_, usual, own, timesMs, expected) => {
  let now = 0;
  const isIn = createThrottle(usual, own ? { "POST /a": own } : {}, () => now);
  const admitted = timesMs.filter((atMs) => {
    now = atMs;
    return isIn("POST /a");
  });
  expect(admitted).toHaveLength(expected);
});

it("each route counts its own requests", () => {
  const isIn = createThrottle({ ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 }, {}, () => 0);
  expect(["a", "b", "a", "b"].map((route) => isIn(route))).toEqual([true, true, false, false]);
});
