import { expect, test } from "vitest";
import { longestWorkMs, sdkLimits } from "./sdk-limits.ts";

test("what an SDK client may try ends before an adapter's time does, because its limit is one", () => {
  const { maxAttempts, requestHandler } = sdkLimits;
  expect([maxAttempts, requestHandler.requestTimeout, requestHandler.throwOnRequestTimeout]).toEqual([3, 2_000, true]);
  expect(requestHandler.connectionTimeout).toBeLessThan(requestHandler.requestTimeout);
  expect(maxAttempts * requestHandler.requestTimeout).toBeLessThan(longestWorkMs);
});
