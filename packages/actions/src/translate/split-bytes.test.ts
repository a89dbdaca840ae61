import fc from "fast-check";
import { expect, test } from "vitest";
import { splitBytes } from "./split-bytes.ts";

test("the pieces joined are the text, and none is too long, whatever the text", () => {
  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("Hello there. ", "a\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧‍👧"),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 80 }), (parts, limit) => {
      const text = parts.join("");
      const pieces = splitBytes(text, limit);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 300 },
  );
});

test("cuts between sentences where they fit, and never inside a visible character that does", () => {
  expect(splitBytes("One two. Three four. ", 12)).toEqual(["One two. ", "Three four. "]);
  expect(splitBytes("👩‍👩‍👧‍👧👩‍👩‍👧‍👧", 30)).toEqual(["👩‍👩‍👧‍👧", "👩‍👩‍👧‍👧"]);
});
