import { expect, it } from "vitest";

import { matchesPattern } from "./matches-pattern.ts";

it.each([
  ["*", "", true],
  ["a*c", "abbbc", true],
  ["a*c", "abbb", false],
  ["a?c", "abc", true],
  ["a?c", "ac", false],
  ["arn:aws:ssm:*:*:parameter/x/*", "arn:aws:ssm:us-east-1:1:parameter/x/y/z", true],
  ["arn:aws:ssm:*:*:parameter/x/*", "arn:aws:ssm:us-east-1:1:parameter/xy/z", false],
  ["*/*/POST/actions/{slug}", "api/$default/POST/actions/{slug}", true],
  ["a.c", "abc", false],
  ["**b", "aab", true],
])("matches %s with %s: %s", (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

it("ends on a pattern that would never be done with where every way to match it is tried", () => {
  expect(matchesPattern(`${"*a".repeat(50)}b`, "a".repeat(5_000))).toBe(false);
});
