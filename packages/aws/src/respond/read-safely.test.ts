import { expect, test } from "vitest";
import { isA, readSafely } from "./read-safely.ts";

const { proxy, revoke } = Proxy.revocable(new Error("words"), {});
revoke();

test("what cannot be read is absent, and what cannot be asked is of no class", () => {
  expect([
    readSafely({ a: 1 }, "a"),
    readSafely("abc", "length"),
    readSafely(null, "a"),
    readSafely(undefined, "a"),
  ]).toEqual([1, 3, undefined, undefined]);
  expect(readSafely(proxy, "a")).toBeUndefined();
  expect([isA(new TypeError("a"), Error), isA({}, Error), isA(null, Error), isA(proxy, Error)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
