import { expect, it } from "vitest";
import {
  forecastCalls,
  freeAt,
  limitOf,
  type OperationUse,
  unused,
  windowMs,
  withCall,
  withLock,
  withoutCall,
} from "./operation-use.ts";

const now = Date.parse("2026-11-22T09:00:00Z");
const at = (ms: number) => ({ earliest: now + ms, latest: now + ms });

it("lets as many calls a minute through as the limit says, and the next when the first is out of the window", () => {
  let use = unused;
  for (let ms = 0; ms < 8; ms += 1) {
    expect(freeAt(use, 8, now + ms)).toBe(now + ms);
    use = withCall(use, at(ms));
  }
  expect(freeAt(use, 8, now + 8)).toBe(now + windowMs);
  use = withCall(use, at(windowMs));
  expect(use.calls).toHaveLength(8);
  expect(freeAt(use, 8, now + windowMs)).toBe(now + windowMs + 1);
});

it("keeps what may still count when the time is only known within bounds", () => {
  const use = withCall(withCall(unused, at(0)), { earliest: now + windowMs - 500, latest: now + windowMs + 500 });
  expect(use.calls).toEqual([now, now + windowMs + 500]);
});

it("lets nothing through during a lock, and a shorter one does not shorten it", () => {
  const use = withLock(withLock(unused, now + 300_000), now + 60_000);
  expect(freeAt(use, 8, now)).toBe(now + 300_000);
  expect(freeAt(use, 8, now + 300_000)).toBe(now + 300_000);
});

it.each([
  ["updateHandler", 0.8, 8],
  ["list", 0.8, 24],
  ["updateHandler", 0.7, 7],
  ["updateHandler", 1, 10],
  ["updateHandler", 0.01, 1],
] as const)("%s at a share of %d is %d calls a minute", (operation, share, limit) => {
  expect(limitOf(operation, share)).toBe(limit);
});

it("forecasts what the limits, former calls and locks allow", () => {
  const calls = Array.from({ length: 40 }, () => ["create", "updateHandler"] as const).flat();
  const fresh = forecastCalls(calls, new Map(), 0.8, now);
  expect(fresh).toHaveLength(80);
  expect(fresh.at(-1)).toBeGreaterThanOrEqual(4 * 60_000);
  expect(fresh.at(-1)).toBeLessThan(5 * 60_000);
  const used = new Map<"updateHandler", OperationUse>([["updateHandler", withLock(unused, now + 300_000)]]);
  expect(forecastCalls(calls, used, 0.8, now)[1]).toBe(300_500);
});

it("keeps calls in their order, drops those that count no longer, and lets one go that was not made", () => {
  const use = { ...unused, calls: [now - windowMs, now - windowMs + 1, now + 20], more: 1 };
  const called = withCall(use, at(10));
  expect(called).toEqual({ calls: [now + 10, now + 20], lockedUntil: 0, more: 1 });
  expect(withCall(use, at(0)).calls).toEqual([now - windowMs + 1, now, now + 20]);
  expect(withoutCall(called, now + 10)).toEqual({ ...called, calls: [now + 20] });
  expect(withoutCall({ ...unused, calls: [1, 1, 2] }, 1).calls).toEqual([1, 2]);
  expect(withoutCall(called, 7)).toBe(called);
});
