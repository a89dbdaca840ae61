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
