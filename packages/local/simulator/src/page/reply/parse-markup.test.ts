import { markup } from "@cliq-actions/core";
import { growth } from "@cliq-actions/core/testing/growth";
import { expect, test } from "vitest";
import type { Inline } from "./inline.ts";
import { parseInline } from "./parse-inline.ts";
import { parseMarkup } from "./parse-markup.ts";
import { toPlainText } from "./to-plain-text.ts";

const text = (words: string): Inline => ({ kind: "text", text: words });

test("each of Cliq's marks becomes its style", () => {
  expect(parseInline("*bold* _italic_ ~strike~ __underline__ `code`")).toEqual([
    { kind: "strong", children: [text("bold")] },
    text(" "),
    { kind: "emphasis", children: [text("italic")] },
    text(" "),
    { kind: "strike", children: [text("strike")] },
    text(" "),
    { kind: "underline", children: [text("underline")] },
    text(" "),
    { kind: "code", text: "code" },
  ]);
});

test("styles nest", () => {
  expect(parseInline("*a _b_ c*")).toEqual([
    { kind: "strong", children: [text("a "), { kind: "emphasis", children: [text("b")] }, text(" c")] },
  ]);
});

test("marks inside words and around spaces are letters", () => {
  expect(parseInline("snake_case_name 2 * 3 * 4 ~ ok")).toEqual([text("snake_case_name 2 * 3 * 4 ~ ok")]);
});

test("what people wrote is neutralised by core and means nothing here", () => {
  const reply = markup`*Ticket* for ${"*bold* `x` [win](https://evil.example) {@all}"}`.source;
  expect(
    parseInline(reply).some((part) => part.kind === "code" || part.kind === "mention" || part.kind === "button"),
  ).toBe(false);
  expect(parseInline(reply).map(flatten).join("")).toBe("Ticket for *bold* `x` [win](https://evil.example) {@all}");
});

test("a link keeps its words, a button is not an address", () => {
  expect(parseInline("[docs](https://example.com/a) [Go](invoke.function|go)")).toEqual([
    { kind: "link", url: "https://example.com/a", children: [text("docs")] },
    text(" "),
    { kind: "button", label: "Go", target: "invoke.function|go" },
  ]);
});

test("a script address is never a link", () => {
  expect(parseInline("[x](javascript:alert`1`)").some((part) => part.kind === "link")).toBe(false);
});

test("a bare address is a link without the full stop after it", () => {
  expect(parseInline("see https://example.com/x.")).toEqual([
    text("see "),
    { kind: "link", url: "https://example.com/x", children: [text("https://example.com/x")] },
    text("."),
  ]);
});

test("names that were mentioned stand out, others do not", () => {
  expect(parseInline("@Scott Fisher and @Nobody", ["Scott Fisher"])).toEqual([
    { kind: "mention", text: "@Scott Fisher" },
    text(" and @Nobody"),
  ]);
});

test("words of scripts without spaces begin directly after a name, an address or a style", () => {
  expect(parseInline("请@Scott Fisher看*这里*吧https://example.com/x看", ["Scott", "Scott Fisher"])).toEqual([
    text("请"),
    { kind: "mention", text: "@Scott Fisher" },
    text("看"),
    { kind: "strong", children: [text("这里")] },
    text("吧"),
    { kind: "link", url: "https://example.com/x", children: [text("https://example.com/x")] },
    text("看"),
  ]);
  expect(parseInline("@Alice", ["Al"])).toEqual([text("@Alice")]);
});

test("blocks: heading, quote, rule, code and paragraphs", () => {
  expect(parseMarkup("# Title\none\ntwo\n\n!quoted\n---\n```\nlet x = *1*;\n```\nend")).toEqual([
    { kind: "heading", level: 1, inline: [text("Title")] },
    { kind: "paragraph", lines: [[text("one")], [text("two")]] },
    { kind: "quote", lines: [[text("quoted")]] },
    { kind: "rule" },
    { kind: "code", text: "let x = *1*;" },
    { kind: "paragraph", lines: [[text("end")]] },
  ]);
});

test("a quote shows the words without their marks", () => {
  expect(toPlainText("# Title\n*a* [b](https://example.com)\n\n```\nc\n```\n---\n!d")).toBe("Title a b c d");
});

test("ten times as many marks take not much more than ten times as long", () => {
  for (const mark of ["*a ", "_", "[", "`", "{@", "~x", "__a"]) {
    const [few, many] = [mark.repeat(500 / mark.length), mark.repeat(5_000 / mark.length)];
    expect(growth(parseMarkup, few, many), mark).toBeLessThan(30);
  }
});

function flatten(part: Inline): string {
  if (part.kind === "button") return part.label;
  return "children" in part ? part.children.map(flatten).join("") : part.text;
}
