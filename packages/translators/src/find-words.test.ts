import { expect, test } from "vitest";
import { findWords } from "./find-words.ts";

const found = (text: string, ...words: string[]): string[] =>
  findWords(text, words).map(({ start, end }) => text.slice(start, end));

test("words are found where they stand by themselves, as they are written", () => {
  expect(found("Acme, the acme of Acmes: (Acme)", "Acme")).toEqual(["Acme", "Acme"]);
  expect(found("MyAcme, ÜAcme and 1Acme", "Acme")).toEqual([]);
  expect(found("Ünal und Ünals", "Ünal")).toEqual(["Ünal"]);
  expect(found("Acme Cloud and Acme", "Acme", "Acme Cloud")).toEqual(["Acme Cloud", "Acme"]);
});

test("a word is text, whatever it looks like", () => {
  const words = ["C++", "a.b", "(x)", "[y]", "{z}", "$1", "^", "|", "\\d", "a-b", "東京"];
  for (const word of words) expect(found(`see ${word} there`, word), word).toEqual([word]);
  expect(found("aXb", "a.b")).toEqual([]);
  expect(found("anything", "", " ")).toEqual([]);
});

test("beside letters of scripts without spaces a word stands by itself, and so does one of such letters", () => {
  expect(found("请问Acme的产品", "Acme")).toEqual(["Acme"]);
  expect(found("ใช้Acmeได้ไหม", "Acme")).toEqual(["Acme"]);
  expect(found("Acmeはどこ", "Acme")).toEqual(["Acme"]);
  expect(found("Acme는 어디", "Acme")).toEqual(["Acme"]);
  expect(found("我在東京都", "東京")).toEqual(["東京"]);
  expect(found("Hotel東京2", "東京")).toEqual(["東京"]);
});

test("where the longer of two words goes on, the shorter one is found", () => {
  expect(found("Acme Clouds", "Acme Cloud", "Acme")).toEqual(["Acme"]);
  expect(found("aab aabc", "aab", "ab")).toEqual(["aab"]);
});

test("a letter beside a word counts whatever its size: one beyond the first plane, an accent of its own", () => {
  expect(found("𐐀Acme Acme𐐀 Acme\u0301 😀Acme😀", "Acme")).toEqual(["Acme"]);
});
