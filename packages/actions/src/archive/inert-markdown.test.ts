import { expect, test } from "vitest";
import { fastest } from "@cliq-actions/aws/testing/fastest";
import { toInertLines, toInertWords } from "./inert-markdown.ts";

test.each([
  ["# heading", String.raw`\# heading`],
  ["- item", String.raw`\- item`],
  ["12. item", String.raw`12\. item`],
  ["===", String.raw`\===`],
  ["> quote", String.raw`\> quote`],
  ["    code", "\u00A0\u00A0\u00A0\u00A0code"],
  ["[x](javascript:alert(1))", String.raw`\[x\](javascript\:alert(1))`],
  ["![x](https://evil.example/p.png)", String.raw`\!\[x\](https\://evil.example/p.png)`],
  ["<script>&lt;", String.raw`\<script\>\&lt;`],
  ["`a` **b** __c__ ~~d~~ |", String.raw`\`a\` \*\*b\*\* \_\_c\_\_ \~\~d\~\~ \|`],
  ["www.evil.example me@evil.example", String.raw`www\.evil.example me\@evil.example`],
  ["back\\slash", String.raw`back\\slash`],
  ["\u202Egnp.exe\u0000\u001B[31m", String.raw`gnp.exe\[31m`],
  ["1999 was fine - 2 + 2 = 4.", "1999 was fine - 2 + 2 = 4."],
])("%j becomes %j", (text, inert) => {
  expect(toInertLines(text)).toEqual([inert]);
});

test("every kind of line end makes a line, and one-line text has none", () => {
  expect(toInertLines("a\r\nb\rc\u2028d\n\ne")).toEqual(["a", "b", "c", "d", "", "e"]);
  expect(toInertWords(" a\n# b ")).toBe(String.raw`a \# b`);
});

test.each(["#", "\\", "www.", "1", "1.", " ", "-", "\t", "\u202E", "\n-", "@"])(
  "10,000 characters of %j take at most 50 ms",
  (unit) => {
    expect(fastest(() => toInertLines(unit.repeat(10_000 / unit.length)))).toBeLessThan(50);
  },
);
