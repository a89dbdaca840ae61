import { expect, test } from "vitest";
import { checkOrder } from "./check-order.ts";

const present = { slugs: ["one", "two"], otherScopes: ["@aws-sdk"] };
const names = { scope: "@acme", name: "acme-cliq", install: true };

test("what is kept decides what goes, and so does what is dropped", () => {
  expect(checkOrder(names, present)).toEqual({ scope: "@acme", product: "acme-cliq", drop: [], gone: [] });
  expect(checkOrder({ ...names, keep: "two" }, present).drop).toEqual(["one"]);
  expect(checkOrder({ ...names, keep: "" }, present).drop).toEqual(["one", "two"]);
  expect(checkOrder({ ...names, drop: "two, three" }, present)).toMatchObject({ drop: ["two"], gone: ["three"] });
});

test.each([
  ["a scope without its at sign", { scope: "acme" }, /^--scope is an at sign/],
  ["a dependency's scope", { scope: "@aws-sdk" }, /choose your own/],
  ["a product with capitals", { name: "Acme" }, /lower-case letters, digits and single hyphens/],
  ["a product that ends in a dash", { name: "acme-" }, /lower-case letters, digits and single hyphens/],
  ["a product that AWS keeps", { name: "aws-things" }, /which AWS keeps/],
  ["an action to keep that is not there", { keep: "three" }, /three\. There are: one, two\./],
  ["both lists", { keep: "one", drop: "two" }, /exclude each other/],
])("%s is refused with a sentence", (_what, changed, sentence) => {
  expect(() => checkOrder({ ...names, ...changed }, present)).toThrow(sentence);
});
