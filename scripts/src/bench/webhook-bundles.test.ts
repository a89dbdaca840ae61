import { join } from "node:path";
import { usualTexts } from "@cliq-actions/core/testing";
import { reuseBundle } from "@cliq-actions/infra/reuse-bundle";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webhookBudgets } from "./budgets.ts";
import { type CannedAws, startCannedAws } from "./canned-aws.ts";
import { judgeEntry } from "./judge-webhook.ts";

const { oneCard, oneCall } = webhookBudgets;
let aws: CannedAws;
beforeAll(async () => {
  aws = await startCannedAws();
});
afterAll(async () => aws[Symbol.asyncDispose]());

test("an action that answers by itself loads, makes and allocates no more than its budget", async () => {
  const entry = join(testActions, "echo/lambda.ts");
  expect(await judgeEntry(reuseBundle, { entry, slug: "echo", aws, budget: oneCard, warmCalls: 300 })).toEqual([]);
});

test.each(Object.entries(usualTexts))("nor with a text in %s that is longer than a reply", async (_, text) => {
  const entry = join(testActions, "echo/lambda.ts");
  const words = text.repeat(100);
  expect(await judgeEntry(reuseBundle, { entry, slug: "echo", aws, budget: oneCard, words })).toEqual([]);
});

test.each(["keep-row", "store-file"])("%s, with one signed call to AWS, keeps its budget", async (slug) => {
  const callsBefore = aws.calls;
  const entry = join(testActions, slug, "lambda.ts");
  expect(await judgeEntry(reuseBundle, { entry, slug, aws, budget: oneCall })).toEqual([]);
  expect([aws.calls - callsBefore, aws.unsigned]).toEqual([1, 0]);
});
