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
