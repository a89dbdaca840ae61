import { expect, it } from "vitest";
import { fail, mapResult, succeed } from "./result.ts";

it("what was done is put in other words, and a failure stays what it is", () => {
  expect(mapResult(succeed(2), (value) => value + 1)).toEqual({ ok: true, value: 3 });
  const failed = fail<number>({ operation: "get", kind: "unauthorized", message: "no" });
  expect(mapResult(failed, (value) => value + 1)).toBe(failed);
});
