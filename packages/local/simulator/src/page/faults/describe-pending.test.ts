import { expect, test } from "vitest";
import { describePending } from "./describe-pending.ts";

test.each([
  [{ of: "delivery", on: "any", before: 0, left: 1 }, "On the next click"],
  [{ of: "delivery", on: "Echo", before: 0, left: 3 }, "On the next 3 clicks on Echo"],
  [{ of: "delivery", on: "any", before: 1, left: 1 }, "After one click, on the next click"],
  [{ of: "call", on: "createAction", before: 2, left: 2 }, "After 2 calls, on the next 2 calls of createAction"],
] as const)("what is left of a fault is told in words: %j", (pending, words) => {
  expect(describePending({ id: "1", kind: "late", ...pending })).toBe(words);
});
