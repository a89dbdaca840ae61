import fc from "fast-check";
import { expect, test } from "vitest";
import { cutGraphemes, cutText } from "./cut-text.ts";

const family = "👩‍👩‍👧‍👧";

test("a text that fits is left alone", () => {
  expect(cutText("hello", 5)).toBe("hello");
  expect(cutGraphemes(family.repeat(3), 3)).toBe(family.repeat(3));
});

test("a text that does not fit ends in an ellipsis, between two visible characters", () => {
  expect(cutText("hello world", 7)).toBe("hello…");
  expect(cutText(family.repeat(3), 2 * family.length + 1)).toBe(`${family}${family}…`);
  expect(cutText(family.repeat(3), 2 * family.length)).toBe(`${family}…`);
  expect(cutText("a\r\nb", 3)).toBe("a…");
  expect(cutText("abe\u0301cd", 4)).toBe("ab…");
  // A sign that is joined to the digit after it.
  expect(cutText("a\u06001bb", 3)).toBe("a…");
  expect(cutGraphemes(family.repeat(3), 2)).toBe(`${family}…`);
});

test("of more characters than are asked for the last is an ellipsis, without a space before it", () => {
  expect(["abcd", "a bc", " ab"].map((text) => cutGraphemes(text, 3))).toEqual(["ab…", "a…", " ab"]);
  expect([1, 0].map((count) => cutGraphemes("ab", count))).toEqual(["…", "…"]);
  expect([1, 0].map((count) => cutGraphemes("👩👩", count))).toEqual(["…", "…"]);
});

test("an accent pile longer than the limit is cut all the same", () => {
  expect(cutText(`a${"\u0301".repeat(100_000)}`, 50)).toHaveLength(50);
});

test("there is room for nothing in no room", () => {
  expect([cutText("ab", 1), cutText("ab", 0), cutText("ab", -1)]).toEqual(["…", "", ""]);
});

test("no text comes out longer than the limit or with half a character", () => {
  const piece = fc.constantFrom(
    "a",
    " ",
    "é",
    "e\u0301",
    "\uD83D",
    "\uDC69",
    "\u200D",
    "👩",
    family,
    "\r",
    "\n",
    "🇩🇪",
    "한",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (pieces, limit) => {
      const cut = cutText(pieces.join(""), limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      if (cut.endsWith("…")) expect(cut.isWellFormed()).toBe(true);
    }),
  );
});

/** Pieces of text that are no character by themselves, or more than one unit of it, and those that never are. */
const joining = [
  "\u0301",
  "\u0345",
  "\u20E3",
  "\u200D",
  "\uFE0F",
  "🏽",
  "🇩",
  "🇪",
  "👩",
  "♂",
  "\uD83D",
  "\uDC69",
  "𠮷",
  "\r",
  "\r\n",
  "\u3099",
  "\uFF9E",
].concat(["\u0600", "\u1112", "\u1161", "\u11AB", "क", "\u094D", "\u0E33", "\u00AD", "\u2028", "\u{E0061}"]);
const plain = [
  " ~",
  "09",
  "AZ",
  "az",
  "\n\n",
  "  ",
  "\u200B\u200B",
  "\u00A0\u02FF",
  "Ͱ҂",
  "Ҋԯ",
  "Ḁ῿",
  "‐‧",
  "₠⃏",
  "℀⯿",
  "\u3000〩",
  "〰ゖ",
  "゛ヿ",
  "㐀鿿",
  "가힣",
  "豈﫿",
  "！ﾝ",
].map((range) =>
  fc.integer({ min: range.charCodeAt(0), max: range.charCodeAt(1) }).map((code) => String.fromCharCode(code)),
);
/** A hundred times as many of them where nobody waits. */
const howMany = process.env.CI_TESTS === undefined ? 5_000 : 500_000;

test("every text is cut where a segmenter that looks at all of it would cut it", () => {
  const segmenter = new Intl.Segmenter();
  const pieces = fc.array(fc.oneof({ weight: 20, arbitrary: fc.oneof(...plain) }, fc.constantFrom(...joining)), {
    minLength: 2,
    maxLength: 24,
  });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 24 }), (drawn, limit) => {
      const text = drawn.join("");
      const seen = Array.from(segmenter.segment(text));
      const count = limit - 1;
      const end = seen.findLast(({ index }) => index <= count)?.index || count;
      const cut = text.length <= limit ? text : `${text.slice(0, end).trimEnd().toWellFormed()}…`;
      const shown = seen.length <= limit ? text : `${text.slice(0, seen[count]?.index).trimEnd()}…`;
      expect([cutText(text, limit), cutGraphemes(text, limit)]).toEqual([cut, shown]);
    }),
    { numRuns: howMany },
  );
});
