import { expect, test } from "vitest";
import { bestSize, billedMs, computeUsd, millionUsd } from "./cost.ts";
import { metricsUsd, prices } from "./prices.ts";
import type { Workload } from "./workloads.ts";

const quick = { startMs: 50, firstClickMs: 5, firstClickAtMs: {}, warmCpuMs: 0.2, peakMb: 70 };
const alone: Workload = { name: "alone", calls: "nobody", waitMs: 0, services: {} };

test("billed is work at the processor's share and waiting, up to the next millisecond; starting is billed, too", () => {
  // 1,769 MB are one processor, half of it is half of one.
  expect(billedMs(quick, alone, 1_769)).toEqual({ warm: 1, cold: 55 });
  expect(billedMs(quick, alone, 884.5)).toEqual({ warm: 1, cold: 60 });
  expect(billedMs(quick, { ...alone, waitMs: 200 }, 176.9)).toEqual({ warm: 202, cold: 300 });
  // Of a second processor one thread has nothing.
  expect(billedMs(quick, alone, 3_008)).toEqual(billedMs(quick, alone, 1_769));
});

test("a million clicks of 400 ms at 256 MB cost what the price of a GB-second says", () => {
  expect(computeUsd({ warm: 400, cold: 400 }, 256)).toBeCloseTo(1_000_000 * 0.4 * 0.25 * 0.000_013_333_4, 10);
  // One in a hundred is a cold start.
  expect(computeUsd({ warm: 0, cold: 100 }, 1_024)).toBeCloseTo(10_000 * 0.1 * 0.000_013_333_4, 10);
});

test("a million clicks cost the front door and the request whatever the action does, and its own services", () => {
  const own = millionUsd(quick, { ...alone, services: { Desk: 7 } }, 512);
  expect(own).toMatchObject({ "API Gateway": 1, "Lambda, requests": 0.2, Desk: 7 });
  expect(millionUsd(quick, alone, 512)).not.toHaveProperty("Desk");
});

test("the best size is the cheapest that has room and whose first click nobody notices to be slower", () => {
  expect(bestSize(quick, alone)).toBe(256);
  expect(bestSize({ ...quick, peakMb: 60 }, alone)).toBe(128);
  expect(bestSize({ ...quick, peakMb: 129 }, alone)).toBe(512);
  expect(bestSize({ ...quick, firstClickMs: 30 }, alone)).toBe(512);
  expect(bestSize({ ...quick, firstClickMs: 1_000 }, alone)).toBe(1_769);
});

test("metrics are cheaper from the ten thousand and first on", () => {
  expect(metricsUsd(45)).toBeCloseTo(13.5, 10);
  expect(metricsUsd(10_010)).toBeCloseTo(3_001, 10);
});

test("every price names AWS's page and is more than nothing", () => {
  for (const { of, usd, page } of Object.values(prices)) {
    expect(usd, of).toBeGreaterThan(0);
    expect(page, of).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/$/);
  }
});
