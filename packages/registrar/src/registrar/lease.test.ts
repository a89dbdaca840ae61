import { expect, test } from "vitest";
import { memoryRows } from "../testing/memory-rows.ts";
import { Lease, takeLease } from "./lease.ts";
import { ledgerIn } from "./ledger.ts";

const key = { stackId: "s", logicalResourceId: "l" };

/** How long somebody else waits for a lease in all, and whether they got it, where the clock goes on by `asleepMs` more at each pause. */
async function wait(holderLivesMs: number, asleepMs: number): Promise<{ pausedMs: number; isTaken: boolean }> {
  const rows = memoryRows();
  let nowMs = Date.parse("2026-11-28T09:00:00Z");
  const holder = { now: () => nowMs, sleep: async () => undefined };
  const held = await takeLease(ledgerIn(rows, key), holder, nowMs + 60_000, (state) => ({ state, owner: "holder" }));
  if (!(held instanceof Lease)) throw new Error("The lease was not free");
  let pausedMs = 0;
  const sleep = async (ms: number): Promise<void> => {
    pausedMs += ms;
    nowMs += ms + asleepMs;
    if (pausedMs < holderLivesMs) await held.keep();
  };
  const until = nowMs + 10_000_000;
  const taken = await takeLease(ledgerIn(rows, key), { now: () => nowMs, sleep }, until, (state) => ({
    state,
    owner: "other",
  }));
  return { pausedMs, isTaken: taken instanceof Lease };
}

test("a lease is over a minute after the last sign of life, as whoever waits has watched it", async () => {
  const { pausedMs, isTaken } = await wait(0, 0);
  expect(isTaken).toBe(true);
  expect(pausedMs).toBeGreaterThanOrEqual(60_000);
  expect(pausedMs).toBeLessThan(75_000);
  expect((await wait(200_000, 0)).pausedMs).toBeGreaterThanOrEqual(230_000);
});

test("time in which nobody looked does not count against the holder", async () => {
  expect((await wait(0, 300_000)).pausedMs).toBeGreaterThanOrEqual(60_000);
});
