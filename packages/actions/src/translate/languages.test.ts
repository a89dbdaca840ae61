import { expect, onTestFinished, test } from "vitest";
import { languages, toLanguageName, toTargetLanguage } from "./action.ts";

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

test("every language of Amazon Translate has the name that Node gives it", () => {
  const names = new Intl.DisplayNames(["en"], { type: "language" });
  expect(Object.fromEntries(languages)).toEqual(
    Object.fromEntries(Array.from(languages.keys(), (code) => [code, names.of(code)])),
  );
});

test("a name that is known is not asked for", () => {
  const { DisplayNames } = Intl;
  onTestFinished(() => void Object.assign(Intl, { DisplayNames }));
  Object.assign(Intl, { DisplayNames: undefined });
  expect(["de", "zh-TW"].map(toLanguageName)).toEqual(["German", "Chinese (Taiwan)"]);
});

test("a code without a name is its own name", () => {
  expect(toLanguageName("tlh")).toBe("Klingon");
  expect(toLanguageName("auto!")).toBe("auto!");
});
