import { expect, test } from "vitest";
import { chooseVersion } from "./choose-version.ts";

const now = (written: number, deployed: number) => ({ stage: "dev", written, deployed });

test("a rotation is one version beyond the deployed one, also when it was written before", () => {
  expect(chooseVersion(now(1, 1), false)).toBe(2);
  expect(chooseVersion(now(2, 1), false)).toBe(2);
  expect(chooseVersion(now(2, 2), true)).toBe(3);
});

test.each([
  [3, 1],
  [1, 2],
])("a file that says %i while %i is deployed is refused, naming what to write", (written, deployed) => {
  expect(() => chooseVersion(now(written, deployed), false)).toThrow(`Set it to ${deployed} there`);
});

test("retiring needs a rotation that is deployed", () => {
  expect(() => chooseVersion(now(1, 1), true)).toThrow(/nothing to retire: pnpm cliq rotate --stage dev comes first/);
  expect(() => chooseVersion(now(3, 2), true)).toThrow(/Version 3 is written .* but not deployed/);
});
