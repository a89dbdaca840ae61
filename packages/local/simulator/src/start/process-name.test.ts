import { expect, test } from "vitest";
import { isAlive, thisProcess } from "./process-name.ts";

test("this process lives, its parent by another birth does not", () => {
  expect(isAlive(thisProcess())).toBe(true);
  expect(isAlive(thisProcess().replace(/ \S+$/u, " 1"))).toBe(false);
});
