import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growth } from "@cliq-actions/core/testing/growth";
import { isSameLanguage } from "./is-same-language.ts";
import { splitProtected, translateTexts } from "./translate-texts.ts";
import type { Translator } from "./translator.ts";

function proseOf(text: string): string[] {
  return splitProtected(text)
    .filter(({ translatable }) => translatable)
    .map((part) => part.text);
}

/** A word in each of twelve scripts. */
const words: [[string, string], ...[string, string][]] = [
  ["Latin", "ready"],
  ["Cyrillic", "готово"],
  ["Greek", "έτοιμο"],
  ["Arabic", "جاهز"],
  ["Hebrew", "מוכן"],
  ["Devanagari", "तैयार"],
  ["Ethiopic", "ዝግጁ"],
  ["Hangul", "준비"],
  ["Han", "请看"],
  ["Kana", "できた"],
  ["Thai", "พร้อม"],
  ["Lao", "ພ້ອມ"],
  ["Khmer", "រួចរាល់"],
  ["Myanmar", "အဆင်သင့်"],
];
const writesSpaces = new Set(["Cyrillic", "Greek", "Arabic", "Hebrew", "Devanagari", "Ethiopic"]);

describe("splitProtected", () => {
  test.each([
    ["See https://example.com/a?b=c#d now", ["See", "now"]],
    ["Read [the docs](https://example.com/docs) first", ["Read", "the docs", "first"]],
    ["Ask {@130720038} or {@all} or @scott.fisher in #support", ["Ask", "or", "or", "in"]],
    ["Hello [@Scott Fisher](zohoid:130720038), welcome", ["Hello", ", welcome"]],
    ["Write to scott.fisher@zylcal.com please", ["Write to", "please"]],
    ["Run `npm test` and\n```\nconst greeting = 1;\n```\nreport", ["Run", "and", "report"]],
    ["[Approve](invoke.function|approve)", ["Approve"]],
    ["Visit www.example.com today", ["Visit", "today"]],
    ["12:30, 100 % – 😀", []],
    ["an unclosed ``` and [x and {@y", ["an unclosed ``` and [x and {"]],
    [
      "*Note*: _very_ ~old~ __text__, snake_case 2 * 3 * 4 ~5 *",
      ["Note", "very", "old", "text", ", snake_case 2 * 3 * 4 ~5 *"],
    ],
    ["# Title\n!said so\n---\n> quoted #tag C# -- #", ["Title", "said so", "quoted", "C# -- #"]],
    ["*a\nb* *", ["*a\nb* *"]],
    ["请*注意*这里", ["请", "注意", "这里"]],
  ])("of %j, translates only %j", (text, expected) => {
    expect(proseOf(text)).toEqual(expected);
  });

  test.each(words)("words of %s directly beside names, addresses and marks are translated", (script, word) => {
    for (const kept of ["@alice", "#support", "{@130720038}", "`x`", "https://example.com/a", "scott@zylcal.com"]) {
      const glue = script === "Latin" || (writesSpaces.has(script) && kept.startsWith("https")) ? " " : "";
      expect(proseOf(`${kept}${glue}${word}`)).toEqual([word]);
      expect(proseOf(`${word}${glue}${kept}`)).toEqual([word]);
    }
    for (const [before, after] of ["**", "__", "~~", ["[", "](https://a.example)"], ["# ", ""]] as [string, string][]) {
      expect(proseOf(`${before}${word}${after}`)).toEqual([word]);
    }
  });

  test("no letter vanishes: what is not translated is code, markup, an address or a name", () => {
    const piece = fc.constantFrom(
      ...words.map(([, word]) => word),
      "@a",
      "#b",
      "https://c.example",
      "*",
      " ",
      "_",
      "\n",
      "!",
      "d@e.f",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        const parts = splitProtected(text, { mentioned: [words[0][1]] });
        expect(parts.map((part) => part.text).join("")).toBe(text);
        for (const part of parts.filter(({ translatable }) => !translatable))
          expect(part.text).toMatch(/^[^\p{L}]*$|^[@#]|:\/\/|@/u);
      }),
    );
  });

  test("keeps every character in its place", () => {
    const bits = fc.constantFrom(
      "`",
      "```",
      "[",
      "](",
      ")",
      "{@",
      "}",
      "@",
      "#",
      "https://",
      "a@b.c",
      " ",
      "\n",
      "é",
      "word",
      "😀",
      "\uD800",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string({ unit: "grapheme" })), { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        expect(
          splitProtected(text)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    "a",
    "`",
    "``",
    "```",
    "````",
    "` ",
    "`\n",
    "{@",
    "{@a",
    "[@",
    "[@a](",
    "](",
    "](a",
    "[x](",
    "[x](a",
    "[a",
    "https://",
    "http:/",
    "www.",
    "a@",
    "a@a",
    "a.",
    "a@b.",
    "@a",
    "#",
    "@a.",
    "a%",
    "é",
    "\u0301",
    " ",
    "\n",
    "\t a",
    "``` `",
    "[@`{@](a@",
    "-",
    "a-",
    "*a ",
    "*a*",
    "_",
    "~a\n",
    "请@",
    "!",
    "# ",
  ])("reads ten times as many characters of %j in not much more than ten times the time", (unit) => {
    for (const [before, after] of [
      ["", ""],
      ["", "!"],
      ["@", ""],
    ] as const) {
      const textOf = (chars: number): string => `${before}${unit.repeat(chars / unit.length)}${after}`;
      expect(growth(splitProtected, textOf(1_000), textOf(10_000))).toBeLessThan(30);
    }
  });
});

test("a translation does not run into the names, code and styles that the words stood next to", async () => {
  const glossary: { [word: string]: string } = { 请问: "ask", 看: "look", 谢谢: "thanks", "了 请问": ", done, ask" };
  const translator: Translator = {
    name: "Glossary",
    translate: (text) => Promise.resolve({ supported: true, text: glossary[text] ?? text, from: "zh" }),
  };
  const translate = async (text: string): Promise<string | undefined> =>
    (await translateTexts([text], "en", translator))[0]?.text;
  expect(await translate("请问@alice看")).toBe("ask @alice look");
  expect(await translate("请问https://a.example看`x`谢谢")).toBe("ask https://a.example look `x` thanks");
  expect(await translate("请问*看*谢谢")).toBe("ask *look* thanks");
  expect(await translate("请问[看](https://a.example)谢谢")).toBe("ask [look](https://a.example) thanks");
  expect(await translate("@alice了 请问 #a，看")).toBe("@alice, done, ask #a，看");
  expect(await translate("!看")).toBe("!look");
});

test("regions share a language, except written Chinese", () => {
  expect(isSameLanguage("pt", "pt-PT")).toBe(true);
  expect(isSameLanguage("zh", "zh-TW")).toBe(false);
  expect(isSameLanguage("zh-TW", "zh-TW")).toBe(true);
  expect(isSameLanguage("en", "fr")).toBe(false);
});

test("never has more than eight calls in flight, and keeps the order", async () => {
  let inFlight = 0;
  let most = 0;
  const slow: Translator = {
    name: "Slow",
    translate: async (text) => {
      most = Math.max(most, (inFlight += 1));
      await sleep(text.length);
      inFlight -= 1;
      return { supported: true, text: text.toUpperCase(), from: "fr" };
    },
  };
  const texts = Array.from({ length: 25 }, (_, index) => "mot".repeat(1 + ((index * 7) % 5)));
  const results = await translateTexts(texts, "en", slow);
  expect(results.map(({ text }) => text)).toEqual(texts.map((text) => text.toUpperCase()));
  expect(most).toBe(8);
});

test("after a failure starts no more calls and leaves none running", async () => {
  let started = 0;
  let ended = 0;
  const failing: Translator = {
    name: "Failing",
    translate: async (text) => {
      started += 1;
      if (text === "premier") throw new Error("first");
      await sleep(20);
      ended += 1;
      return { supported: true, text, from: "fr" };
    },
  };
  const texts = ["premier", ...Array.from({ length: 24 }, () => "mot")];
  await expect(translateTexts(texts, "en", failing)).rejects.toThrow("first");
  expect([started, ended]).toEqual([8, 7]);
});
