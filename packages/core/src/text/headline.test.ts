import fc from "fast-check";
import { expect, test } from "vitest";
import { headline } from "./headline.ts";

test.each([
  ["\n  Login broken \nIt says 502", "Login broken"],
  ["```\nstack trace\n```\nIt crashed", "It crashed"],
  ["```js\nlet x = 1;\n```", "let x = 1;"],
  ["```one line of code```", "one line of code"],
  ["```one line``` Look\nIt crashed", "It crashed"],
  ["---\n***\n===\n~~~\nAfter the rule", "After the rule"],
  ["~~~\nstack trace\n~~~\nIt crashed", "It crashed"],
  ["~~~ts\nlet x = 1;\n```\nmore\n```\n~~~~\nIt crashed", "It crashed"],
  ["```\n~~~\n```\nIt crashed", "It crashed"],
  ["~~~\nnever closed", "never closed"],
  ["~~~old~~~ new\nMy answer", "~~~old~~~ new"],
  ["~~~old~~~\nMy answer", "~~~old~~~"],
  ["see ~~~\nMy answer", "see ~~~"],
  ["~~~c++ \nlet x; ~~~\nlet y;\n~~~ \nIt crashed", "It crashed"],
  ["~~~\n~~~c++\nlet x;\n~~~\nIt crashed", "It crashed"],
  ["&gt; quoted words\nMy answer", "My answer"],
  ["&gt;&gt; only a quotation", "only a quotation"],
  ["\u200B> quoted words\n\uFEFF!more\n\u2060My answer", "My answer"],
  ["\u200E```\nstack trace\n\u200B```\nIt crashed", "It crashed"],
  ["\u200B# Outage", "Outage"],
  ["!quoted words\nMy answer", "My answer"],
  ["> quoted words\r\n> more\r\n\r\nMy answer", "My answer"],
  ["> > quoted twice", "quoted twice"],
  ["&gt; &gt;quoted twice", "quoted twice"],
  ["!only a quotation", "only a quotation"],
  ["  > quoted words\nMy answer", "My answer"],
  ["x>y\nMy answer", "x>y"],
  ["a > b\nMy answer", "a > b"],
  [">>> only a quotation", "only a quotation"],
  ["### Outage", "Outage"],
  ["# Outage in Paris", "Outage in Paris"],
  ["- first\n- second", "first"],
  ["• first", "first"],
  ["#tag and -5 °C", "#tag and -5 °C"],
  ["…\n请看这个", "请看这个"],
  ["---\n😀", "😀"],
  ["???\n---", "???"],
  ["```\nnever closed", "never closed"],
  ["\u3164\nafter what shows nothing", "after what shows nothing"],
  ["", undefined],
  [" \n\u200B\n", undefined],
])("of %j the headline is %j", (text, line) => {
  expect(headline(text)).toBe(line);
});

test("a headline is one line of the text, and there is one wherever there are letters", () => {
  const piece = fc.constantFrom("a", "请", " ", "\n", "```", "!", ">", "# ", "---", "\u2028", "- ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
      const text = pieces.join("");
      const line = headline(text);
      if (line !== undefined) expect(`${text} ${text.replaceAll("```", "")}`).toContain(line);
      expect(line ?? "").not.toMatch(/[\n\u2028]|^\s|\s$/);
    }),
  );
});
