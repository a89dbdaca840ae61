import { expect, test } from "vitest";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { outputOf } from "../testing/output-of.ts";
import { markup } from "./markup.ts";
import { mention, quietMention } from "./mention.ts";
import { text } from "./message.ts";

test("a person is mentioned by the id of their account, else by the one there is", () => {
  expect(String(mention({ id: "12", zuid: "34", name: "Ana" }))).toBe("{@34}");
  expect(String(mention({ id: "12" }))).toBe("{@12}");
  expect(String(quietMention({ id: "12", zuid: "34", name: "Ana" }))).toBe("[Ana](zohoid:34)");
  expect(String(quietMention({ id: "12" }))).toBe("[12](zohoid:12)");
});

test.each([
  ["[x](invoke.function|y)", "[x invoke.function|y](zohoid:1)"],
  ["A\n*B*", "[A *\u200BB*\u200B](zohoid:1)"],
  ["{@all}", "[{\u200B@\u200Ball}\u200B](zohoid:1)"],
  [" \u200B", "[1](zohoid:1)"],
  ["x".repeat(200), `[${"x".repeat(99)}…](zohoid:1)`],
])("the name %j cannot make anything else of it", (name, source) => {
  expect(String(quietMention({ id: "1", name }))).toBe(source);
});

test("a mention is never cut, whatever people write around it", () => {
  const { text: words } = outputOf(text(markup`${"a".repeat(9_000)} ${mention({ id: "12" })} ${"b".repeat(9_000)}`));
  expect(words.length).toBeLessThanOrEqual(5_000);
  expect(words).toContain(" {@12} ");
});

test.each([undefined, "", "all", "1}{@2", "12 ", "1".repeat(31), 12])("%j is no id", (id) => {
  expect(() => mention({ id: id as string })).toThrow(InvalidReply);
  expect(() => quietMention({ id: id as string, name: "Ana" })).toThrow(
    "Only somebody whose id is known is mentioned, and an id is digits.",
  );
});

test("what people write makes no mention", () => {
  expect(outputOf(text("{@12} [Ana](zohoid:12)")).text).not.toMatch(/\{@\d|\]\(/);
});
