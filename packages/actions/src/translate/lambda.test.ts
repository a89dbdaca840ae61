import { afterAll, beforeAll, expect, test } from "vitest";
import { clickOn, type LambdaProcess, startLambda } from "@cliq-actions/aws/testing/lambda-process";
import { openTranslateLine, type TranslateLine } from "./translate.fixture.ts";

let line: TranslateLine;
let lambda: LambdaProcess;
beforeAll(async () => {
  line = await openTranslateLine();
  lambda = startLambda(import.meta.resolve("./lambda.ts"), {
    AWS_ENDPOINT_URL_TRANSLATE: line.endpoint,
    DEFAULT_LANGUAGE: "de",
  });
});
afterAll(() => {
  lambda.kill();
  line.close();
});

test("two messages come back in the language of the stage when Cliq tells no other", async () => {
  const [answer] = await lambda.deliver(clickOn("several-texts", { user: { id: "1" } }));
  expect(answer?.status).toBe(200);
  expect(answer?.body).toContain("IT SAYS 502");
  expect(answer?.body).toContain("_Translated to German by Amazon Translate_");
});
