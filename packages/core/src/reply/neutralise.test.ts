import fc from "fast-check";
import { expect, test } from "vitest";
import { growth } from "../testing/growth.ts";
import { cleanText, neutralise } from "./neutralise.ts";

test.each([
  ["a mention of everybody", "{@all} and @all and @available", /\{@|@all|@available/],
  ["a mention with no space before it", "Done.@all 完成了@all x@all", /@all/],
  ["a mention by id or address", "{@123} {@scott@example.com} {#general}", /\{@|\{#/],
  ["a link under other words", "[Reset password](https://evil.example)", /\]\(/],
  ["an inline button", "[Approve](invoke.function|Approve) [Yes]($1)", /\]\(|\[Approve\]/],
  ["a link to a person", "[x](zohoid:1) [x](mail:a@b)", /\]\(/],
  ["a quote, a heading and a rule", "!quoted\n# big\n---\n> said", /^(!|#|---|>)/m],
  ["styles", "*bold* _it_ ~gone~ `code`", /\*b|_i|~g|`c/],
])("%s loses its effect and keeps its letters", (_name, text, effect) => {
  const inert = neutralise(text);
  expect(inert).not.toMatch(effect);
  expect(inert.replaceAll("\u200B", "")).toBe(text);
});

test("addresses and e-mail addresses stay whole", () => {
  expect(neutralise("see https://example.com/a_b-c?d=1#e or mail scott.fisher@zylcal.com")).toBe(
    "see https://example.com/a_b-c?d=1#e or mail scott.fisher@zylcal.com",
  );
});

test("what hides or reorders text is dropped", () => {
  expect(cleanText("a\u202Egnp.exe\u0000\u001B[31m\u2028b\r\nc")).toBe("agnp.exe[31m\nb\nc");
  expect(cleanText(`Z${"\u0301".repeat(1_000)}`)).toBe(`Z${"\u0301".repeat(4)}`);
  expect(cleanText("\uD83D")).toBe("\uFFFD");
});

test("neutralising twice is as good as once, for any text", () => {
  const risky = fc.string({
    unit: fc.constantFrom("@", "{", "}", "[", "]", "(", ")", "*", "_", "!", "#", "-", "a", " ", "\n", "\u200B", "é"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(risky, (text) => {
      for (const once of [neutralise(text), neutralise(neutralise(text))]) {
        expect(once).not.toMatch(/\{@|\]\(|^[!#>-]/m);
        expect(once.isWellFormed()).toBe(true);
      }
    }),
  );
});

test("every line end is one", () => {
  expect(cleanText("a\rb\r\nc\u2028d\u2029e\nf")).toBe("a\nb\nc\nd\ne\nf");
});

test("ten times as many of the worst characters take not much more than ten times as long", () => {
  for (const part of ["a", "@", "{@", "[x](", "https://", "\u0301", "-\n", " \n", " ", "*"]) {
    const [short, long] = [part.repeat(2_000 / part.length), part.repeat(20_000 / part.length)];
    expect(growth(neutralise, short, long), part).toBeLessThan(30);
  }
});

test("text that is returned as it is needed nothing: with a letter beyond ASCII after it, it comes to the same", () => {
  const character = fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code));
  const word = fc.constantFrom("https://a.example/b_c ", "\n> ", "\n  #", "a@b.example", "@all", "plain words ");
  const written = fc.array(fc.oneof(character, word), { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(written, (text) => neutralise(`${text} é`) === `${neutralise(text)} é`),
    { numRuns: 20_000 },
  );
});
