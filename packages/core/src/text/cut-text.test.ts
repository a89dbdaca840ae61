import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test("a text that fits is left alone", () => {
  expect(cutText("hello", 5)).toBe("hello");
});

test("a text that does not fit ends in an ellipsis, between two visible characters", () => {
  const family = "👩‍👩‍👧‍👧";
  expect(cutText("hello world", 7)).toBe("hello…");
  expect(cutText(family.repeat(3), 2 * family.length + 1)).toBe(`${family}${family}…`);
  expect(cutText(family.repeat(3), 2 * family.length)).toBe(`${family}…`);
});

test("an accent pile longer than the limit is cut all the same", () => {
  expect(cutText(`a${"\u0301".repeat(100_000)}`, 50)).toHaveLength(50);
});

test("no text comes out longer than the limit or with half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
      const cut = cutText(text, limit);
      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});
