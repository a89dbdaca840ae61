import { UpstreamFailed } from "@cliq-actions/core";
import { expect, test, vi } from "vitest";
import { clockMs, followWork } from "../work-in-progress.ts";
import { withDeadline } from "./with-deadline.ts";

const bug = new TypeError("bug");

test("what work returns or throws before the deadline is what comes of it", async () => {
  expect(await withDeadline(() => 7, 14_000)).toBe(7);
  expect(await withDeadline(async () => 7, 14_000)).toBe(7);
  expect(await withDeadline(async () => new Promise((resolve) => void setTimeout(resolve, 5, 7)), 14_000)).toBe(7);
  await expect(withDeadline(async () => Promise.reject(bug), 14_000)).rejects.toBe(bug);
  const later = async (): Promise<never> => new Promise((_, reject) => void setTimeout(reject, 5, bug));
  await expect(withDeadline(later, 14_000)).rejects.toBe(bug);
});

test.each([1_040, 1_000, 0])(
  "work that goes on is given up a second before Lambda's %d ms end",
  async (remainingMs) => {
    const currentWork = followWork();
    let signal: AbortSignal | undefined;
    let limitMs = Infinity;
    const startedAt = performance.now();
    const failure: unknown = await withDeadline(async () => {
      const work = currentWork();
      signal = work?.signal;
      limitMs = (work?.endsAtMs ?? Infinity) - clockMs();
      return new Promise<never>(() => undefined);
    }, remainingMs).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UpstreamFailed);
    expect(failure).toMatchObject({ system: "action", status: "deadline" });
    expect(signal?.aborted).toBe(true);
    expect(limitMs).toBeLessThanOrEqual(Math.max(0, remainingMs - 1_000));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(Math.max(0, remainingMs - 1_002));
  },
);

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
  const failure: unknown = await withDeadline(() => ({ then: () => undefined }), 1_020).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ system: "action", status: "deadline" });
});

test("work may take twelve seconds, whatever Lambda would give it", async () => {
  const currentWork = followWork();
  const endsAtMs = await withDeadline(async () => currentWork()?.endsAtMs ?? 0, 600_000);
  expect(endsAtMs - clockMs()).toBeGreaterThan(5_000);
  expect(endsAtMs - clockMs()).toBeLessThanOrEqual(12_000);
});
