import { afterAll, beforeAll, expect, test } from "vitest";
import { clickOn, type LambdaProcess, startLambda, usualClicks } from "@cliq-actions/aws/testing/lambda-process";
import { type FakeTranslate, startFakeTranslate } from "@cliq-actions/translators/testing/fake-translate";

let fake: FakeTranslate;
let lambda: LambdaProcess;
beforeAll(async () => {
  fake = await startFakeTranslate();
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_TRANSLATE: fake.endpoint,
    DEFAULT_LANGUAGE: "de",
    TRANSLATOR: JSON.stringify({ kind: "amazon", neverTranslate: [], showOriginal: false }),
  });
});
afterAll(() => {
  lambda.kill();
  fake.close();
});

test("two messages come back in the language of the stage when Cliq tells no other", async () => {
  const [answer] = await lambda.deliver(clickOn("several-texts", { user: { id: "1" } }));
  expect(answer?.status).toBe(200);
  expect(answer?.body).toContain("IT SAYS 502");
  expect(answer?.body).toContain("_Translated to German by Amazon Translate_");
});

test("what people write in six scripts makes no object of Intl", async () => {
  const answers = await lambda.deliver(...usualClicks({ user: { id: "1" } }));
  for (const { body } of answers) expect(body).toContain("_Translated from English by Amazon Translate_");
  expect(lambda.intl()).toEqual([]);
});
