import { expect, test } from "vitest";
import { grantsOf, templateWith } from "@cliq-actions/infra/testing/stack-with";
import addTranslation from "./infra.ts";

test("the function learns the stage's language and may translate and detect, nothing else", () => {
  const template = templateWith(addTranslation);
  template.hasResourceProperties("AWS::Lambda::Function", { Environment: { Variables: { DEFAULT_LANGUAGE: "de" } } });
  expect(grantsOf(template)).toEqual([
    { actions: ["translate:TranslateText", "comprehend:DetectDominantLanguage"], resources: '"*"' },
  ]);
});
