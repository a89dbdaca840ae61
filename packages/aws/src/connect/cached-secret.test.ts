import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cachedSecret } from "./cached-secret.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A secret whose value is how often it was read, and with which time. */
function counted(): { secret: ReturnType<typeof cachedSecret>; reads: number[] } {
  const reads: number[] = [];
  return {
    reads,
    secret: cachedSecret(
      async (timeoutMs) => `value ${reads.push(timeoutMs)}`,
      () => "put it",
    ),
  };
}

test("a secret is read once for all who wait, and again after five minutes of the wall clock, or when that went back", async () => {
  const { secret, reads } = counted();
  expect(secret.toPutCommand()).toBe("put it");
  expect(await Promise.all([secret.current(10), secret.current(20)])).toEqual(["value 1", "value 1"]);
  expect(await secret.current(15)).toBe("value 1");
  expect(reads).toEqual([10]);
  vi.setSystemTime(1_700_000_299_999);
  expect(await secret.current(30)).toBe("value 1");
  vi.setSystemTime(1_700_000_300_000);
  expect(await secret.current(40)).toBe("value 2");
  vi.setSystemTime(1_700_000_299_999);
  expect(await secret.current(50)).toBe("value 3");
  expect(reads).toEqual([10, 40, 50]);
});

test("one that was refused is read again, unless it is another by now", async () => {
  const { secret, reads } = counted();
  expect(await secret.refused("old", 10)).toBe("value 1");
  expect(await secret.refused("old", 20)).toBe("value 1");
  expect(await secret.refused("value 1", 30)).toBe("value 2");
  expect(reads).toEqual([10, 30]);
});

test("a read that fails is not kept", async () => {
  let fails = true;
  const secret = cachedSecret(
    async () => {
      if (fails) throw new Error("no");
      return "value";
    },
    () => "put it",
  );
  await expect(secret.current(1)).rejects.toThrow("no");
  fails = false;
  expect(await secret.current(1)).toBe("value");
});
