import { expect, test } from "vitest";
import { usualTexts } from "../testing/usual-texts.ts";
import { hasPlainLetter, isPlain } from "./plain-text.ts";

const units = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code));
const plain = units.filter((unit) => isPlain(unit));

test("what people write in six scripts is plain, wherever it is cut", () => {
  const texts = [
    ...Object.values(usualTexts),
    "œuvre, señor, İstanbul",
    "ἀρχή",
    "豈、カー゛",
    "*\u200Bbold*\u200B → ✅",
  ];
  expect(texts.filter((text) => !isPlain(text))).toEqual([]);
});

test("no unit of plain text is joined to another, whichever it is", () => {
  const seenIn = new Intl.Segmenter();
  const neighbours = [
    "a",
    " ",
    "\n",
    "~",
    "é",
    "©",
    "я",
    "ω",
    "ʰ",
    "\u200B",
    "—",
    "‼",
    "♂",
    "゛",
    "ー",
    "カ",
    "漢",
    "한",
    "가",
    "ﾝ",
  ];
  expect(plain.length).toBeGreaterThan(44_000);
  expect(neighbours.filter((unit) => !isPlain(unit))).toEqual([]);
  const joined = plain.filter((unit) => {
    const text = neighbours.map((neighbour) => `${neighbour}${unit}`).join("") + unit;
    return Array.from(seenIn.segment(text)).length !== text.length;
  });
  expect(joined).toEqual([]);
});

test("no unit of plain text is a mark on a letter", () => {
  expect(plain.filter((unit) => /\p{M}/u.test(unit))).toEqual([]);
});

test("what is taken for a letter or digit is one, in each script that people write", () => {
  const letters = units.filter((unit) => hasPlainLetter(unit));
  expect(letters.filter((unit) => !/[\p{L}\p{N}]/u.test(unit))).toEqual([]);
  expect(
    "1 9 A Z a z Α Ω α ω А Я а я ぁ ァ 一 龠 가 힣 ;Привет 。です".split(" ").filter((text) => !hasPlainLetter(text)),
  ).toEqual([]);
  expect(hasPlainLetter(" -…。😀")).toBe(false);
});

test.each([
  ["an accent", "e\u0301"],
  ["an accent that is a letter's own place", "も\u3099"],
  ["a voiced mark of half width", "ｶ\uFF9E"],
  ["a line's end of two", "\r\n"],
  ["half a character", "\uD842"],
  ["Han beyond the first plane", "𠮷"],
  ["an emoji", "😀"],
  ["a choice of an emoji's form", "☀\uFE0F"],
  ["a joiner", "\u200D"],
  ["a flag", "🇩🇪"],
  ["jamo", "\u1112\u1161\u11AB"],
  ["a sign that is joined to what follows", "\u06001"],
])("%s is not plain", (_, text) => {
  expect(isPlain(`a${text}`)).toBe(false);
});
