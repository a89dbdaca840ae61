import { expect, test } from "vitest";
import { isSameLanguage, toLanguageName, toTargetLanguage } from "./languages.ts";

test.each([
  ["en", "en"],
  ["EN-us", "en"],
  ["pt_BR", "pt"],
  ["pt-PT", "pt-PT"],
  ["fr_CA", "fr-CA"],
  ["zh_CN", "zh"],
  ["zh-Hant-HK", "zh-TW"],
  ["iw", "he"],
  ["nb-NO", "no"],
  ["fil", "tl"],
  [" de ", "de"],
  ["", "en"],
  ["x", "en"],
  ["english", "en"],
])("a person's %j is translated into %j", (tag, code) => {
  expect(toTargetLanguage(tag, "en")).toBe(code);
});

test("regions share a language, except written Chinese", () => {
  expect(isSameLanguage("pt", "pt-PT")).toBe(true);
  expect(isSameLanguage("zh", "zh-TW")).toBe(false);
  expect(isSameLanguage("zh-TW", "zh-TW")).toBe(true);
  expect(isSameLanguage("en", "fr")).toBe(false);
});

test("a code without a name is its own name", () => {
  expect(toLanguageName("fr")).toBe("French");
  expect(toLanguageName("auto!")).toBe("auto!");
});
