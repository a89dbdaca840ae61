import { expect, it } from "vitest";
import { KeeperFailed } from "./registrar/invoke-keeper.ts";
import { retryAccessDenied } from "./retry-access-denied.ts";
import { virtualClock } from "./testing/virtual-send.ts";

const denied = (): Error => Object.assign(new Error("not authorized to perform"), { name: "AccessDeniedException" });

it.each([
  ["AWS itself", denied],
  ["a function that was invoked", () => new KeeperFailed("AccessDeniedException", "not authorized")],
])("repeats what %s denies until IAM has spread the grant", async (_name, deny) => {
  const clock = virtualClock(0);
  const call = async (): Promise<string> => {
    if (clock.now() < 20_000) throw deny();
    return "allowed";
  };
  expect(await retryAccessDenied(clock)(call)).toBe("allowed");
});

it("gives up after a minute", async () => {
  const clock = virtualClock(0);
  await expect(retryAccessDenied(clock)(async () => Promise.reject(denied()))).rejects.toThrow("not authorized");
  expect(clock.now()).toBeGreaterThan(40_000);
  expect(clock.now()).toBeLessThanOrEqual(60_000);
});

it("repeats nothing else", async () => {
  let calls = 0;
  const call = async (): Promise<never> => {
    calls += 1;
    throw new Error("The table does not exist");
  };
  await expect(retryAccessDenied(virtualClock(0))(call)).rejects.toThrow("does not exist");
  expect(calls).toBe(1);
});
