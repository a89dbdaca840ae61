import { expect, test } from "vitest";
import { requireEnvironment } from "./environment.ts";

test("a variable that a function cannot do without is its value, or named", () => {
  process.env.TABLE_NAME = "rows";
  expect(requireEnvironment("TABLE_NAME")).toBe("rows");
  const message =
    "Environment variable TABLE_NAME is not set: the stack in infra/ sets it for every function that reads it.";
  process.env.TABLE_NAME = "";
  expect(() => requireEnvironment("TABLE_NAME")).toThrow(expect.objectContaining({ code: "misconfigured", message }));
  delete process.env.TABLE_NAME;
  expect(() => requireEnvironment("TABLE_NAME")).toThrow(expect.objectContaining({ code: "misconfigured", message }));
});
