import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapLimited } from "./map-limited.ts";

test("keeps the order and never has more calls in flight than allowed", async () => {
  let inFlight = 0;
  let most = 0;
  const doubled = await mapLimited([5, 1, 3, 2, 4], 2, async (value) => {
    most = Math.max(most, (inFlight += 1));
    await sleep(value);
    inFlight -= 1;
    return value * 2;
  });
  expect(doubled).toEqual([10, 2, 6, 4, 8]);
  expect(most).toBe(2);
});

test("after a failure starts nothing more and leaves nothing running", async () => {
  let started = 0;
  let ended = 0;
  const work = mapLimited([1, 2, 3, 4, 5, 6], 2, async (value) => {
    started += 1;
    if (value === 1) throw new Error("first");
    await sleep(20);
    ended += 1;
  });
  await expect(work).rejects.toThrow("first");
  expect([started, ended]).toEqual([2, 1]);
});
