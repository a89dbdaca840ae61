import { expect, it } from "vitest";
import { systemClock } from "./clock.ts";

it("the machine's clock sleeps as long as it is told, and tells its time", async () => {
  const before = systemClock.now();
  await systemClock.sleep(30);
  expect(systemClock.now() - before).toBeGreaterThan(25);
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
});
