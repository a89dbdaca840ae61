import { UpstreamFailed } from "@cliq-actions/core";
import { expect, test, vi } from "vitest";
import { clockMs, followWork } from "../work-in-progress.ts";
import { limitOf, withDeadline } from "./with-deadline.ts";

const bug = new TypeError("bug");

test("what work returns or throws before the deadline is what comes of it", async () => {
  expect(await withDeadline(() => 7, 14_000)).toBe(7);
  expect(await withDeadline(async () => 7, 14_000)).toBe(7);
  expect(await withDeadline(async () => new Promise((resolve) => void setTimeout(resolve, 5, 7)), 14_000)).toBe(7);
  await expect(withDeadline(async () => Promise.reject(bug), 14_000)).rejects.toBe(bug);
  const later = async (): Promise<never> => new Promise((_, reject) => void setTimeout(reject, 5, bug));
  await expect(withDeadline(later, 14_000)).rejects.toBe(bug);
});

test.each([40, 0])("work that goes on is given up after its %d ms", async (limitMs) => {
  const currentWork = followWork();
  const signals: AbortSignal[] = [];
  let leftMs = Infinity;
  const startedAt = performance.now();
  const failure: unknown = await withDeadline(async (signal) => {
    const work = currentWork();
    signals.push(signal(), work?.signal ?? AbortSignal.abort());
    leftMs = (work?.endsAtMs ?? Infinity) - clockMs();
    return new Promise<never>(() => undefined);
  }, limitMs).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UpstreamFailed);
  expect(failure).toMatchObject({ system: "action", status: "deadline" });
  expect(signals[0]?.aborted).toBe(true);
  expect(signals[1]).toBe(signals[0]);
  expect(leftMs).toBeLessThanOrEqual(limitMs);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(limitMs - 2);
});

test("a signal that is first asked for when the work is given up is aborted", async () => {
  let late: (() => AbortSignal) | undefined;
  await withDeadline(async (signal) => {
    late = signal;
    return new Promise<never>(() => undefined);
  }, 1).catch(() => undefined);
  expect(late?.().aborted).toBe(true);
});

test("a reply that is there sets no timer, one that is to come sets one", async () => {
  const setTimer = vi.spyOn(globalThis, "setTimeout");
  const kinds: (() => unknown)[] = [
    () => 7,
    () => ({ reply: 7 }),
    async () => 7,
    async () => new Promise((resolve) => void setImmediate(resolve)),
  ];
  const timers: number[] = [];
  try {
    for (const work of kinds) {
      setTimer.mockClear();
      await withDeadline(work, 14_000);
      timers.push(setTimer.mock.calls.length);
    }
  } finally {
    setTimer.mockRestore();
  }
  expect(timers).toEqual([0, 0, 0, 1]);
});

test("what only promises to be a promise is given up, too", async () => {
  // oxlint-disable-next-line unicorn/no-thenable
  const failure: unknown = await withDeadline(() => ({ then: () => undefined }), 20).catch((error: unknown) => error);
  expect(failure).toMatchObject({ system: "action", status: "deadline" });
});

test.each([
  [0, 14_000, 12_000],
  [400, 14_000, 11_600],
  [400, 5_000, 4_000],
  [11_000, 14_000, 3_000],
  [14_999, 14_000, 3_000],
  [14_999, 2_500, 1_500],
  [15_000, 600_000, 12_000],
  [299_000, 14_000, 12_000],
  [-299_000, 14_000, 12_000],
  [0, 700, -300],
])("of an event sent %d ms ago, with %d ms left of Lambda's, work may take %d ms", (waitedMs, remainingMs, limitMs) => {
  expect(limitOf(waitedMs, remainingMs)).toBe(limitMs);
});
