import { expect, test } from "vitest";
import { isTooDeep, mostLevels } from "./is-too-deep.ts";
import { readReply } from "./read-reply.ts";

const nest = (levels: number): string => `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;

test("a reply has a hundred levels at most", () => {
  expect([1, "x", null, [], {}, JSON.parse(nest(mostLevels))].map(isTooDeep)).toEqual(Array(6).fill(false));
  expect(isTooDeep(JSON.parse(nest(mostLevels + 2)))).toBe(true);
});

test("an answer of very many levels has a problem, and no output that nobody could pass on", () => {
  const body = `{"output":${nest(200_000)}}`;
  const read = readReply({ status: 200, headers: { "content-type": "application/json" }, body });
  expect(read).toEqual({ problem: "The reply has more than 100 levels of lists and objects." });
});
