import { expect, test } from "vitest";
import { grantsOf, stackWith, templateWith } from "@cliq-actions/infra/testing/stack-with";
import addTranslation from "./infra.ts";

function languageOf(defaultLanguage: string): unknown {
  const template = templateWith((site) => addTranslation({ ...site, stage: { ...site.stage, defaultLanguage } }));
  const [created] = Object.values(template.findResources("AWS::Lambda::Function"));
  return (created as { Properties: { Environment: { Variables: { [name: string]: unknown } } } }).Properties.Environment
    .Variables.DEFAULT_LANGUAGE;
}

test.each([
  ["en", "en"],
  ["pt-BR", "pt"],
  ["zh-TW", "zh-TW"],
  ["nb", "no"],
])("a stage whose language is %s is translated to %s", (language, code) => {
  expect(languageOf(language)).toBe(code);
});

test.each(["la", "xx-YY", "eo"])(
  "a stage whose language Amazon Translate does not have is refused by synth: %s",
  (language) => {
    expect(() =>
      stackWith((site) => addTranslation({ ...site, stage: { ...site.stage, defaultLanguage: language } })),
    ).toThrow(`Amazon Translate has no "${language}", the defaultLanguage of this stage. It has af, am, ar, `);
  },
);

test("the function may translate and detect, nothing else", () => {
  expect(grantsOf(templateWith(addTranslation))).toEqual([
    { actions: ["translate:TranslateText", "comprehend:DetectDominantLanguage"], resources: '"*"' },
  ]);
});
