import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instructionsPerCall, webhookBudgets } from "./budgets.ts";
import { type CannedAws, startCannedAws } from "./canned-aws.ts";
import { clickOf } from "./clicks.ts";
import { countInstructions, hasValgrind } from "./count-instructions.ts";
import { judgeEntry } from "./judge-webhook.ts";

const { oneCard, oneCall } = webhookBudgets;
// Below this package, where what it depends on is found.
const local = join(import.meta.dirname, "../../.local");
let aws: CannedAws;
let scratch: string;
beforeAll(async () => {
  aws = await startCannedAws();
  mkdirSync(local, { recursive: true });
  scratch = mkdtempSync(join(local, "bundles-"));
});
afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  rmSync(scratch, { recursive: true, force: true });
});

const unwanted = {
  "a module of Node by name": 'import { request } from "node:http";\nexport const made = request;',
  "an SDK client":
    'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\nexport const made = DynamoDBClient.name;',
  "a segmenter at import": "export const made = new Intl.Segmenter();",
  "Node's own fetch": "export const made = Headers.name;",
};

test.each([
  ["a module of Node by name", /^node:http is imported by name.*: scripts\/.*\/lambda\.ts → .*\/made\.ts → node:http$/],
  ["an SDK client", /^@aws-sdk\/client-dynamodb is in the bundle: .*\/lambda\.ts → .*\/made\.ts → @aws-sdk\/client-d/],
  ["a segmenter at import", /^Intl\.Segmenter at import, by scripts\/.*\/made\.ts:1:/],
  ["Node's own fetch", /^undici is loaded$/],
] as const)("a webhook with %s is over budget, and told which import it was", async (what, sentence) => {
  const folder = mkdtempSync(join(scratch, "lambda-"));
  const entry = join(folder, "lambda.ts");
  writeFileSync(join(folder, "made.ts"), unwanted[what]);
  const handler = "export const handler = async () => ({ statusCode: 200, body: String(made) });";
  writeFileSync(entry, `import { made } from "./made.ts";\n${handler}`);
  const breaches = await judgeEntry(bundleTo, { entry, slug: "any", aws, budget: oneCard });
  expect(breaches).toContainEqual(expect.stringMatching(sentence));
});

test.runIf(hasValgrind())("instructions, cold and per call, are within their budgets", async () => {
  const count = async (entry: string, slug: string, warmCalls = 0): Promise<number> => {
    const folder = mkdtempSync(join(tmpdir(), "counted-"));
    bundleTo(folder, entry);
    const names = { ...aws.environment, ACTION_SLUG: slug, TABLE_NAME: "rows" };
    const counted = await countInstructions(folder, clickOf("path", slug), names, warmCalls);
    rmSync(folder, { recursive: true, force: true });
    return counted;
  };
  const byHand = (name: string): string => join(import.meta.dirname, `contenders/${name}.ts`);
  const cold = {
    bare: await count(byHand("bare"), "bench"),
    floor: await count(byHand("floor-that-logs"), "bench"),
    card: await count(byHand("one-card"), "bench"),
    row: await count(join(testActions, "keep-row/lambda.ts"), "keep-row"),
  };
  const overBare = (one: "card" | "row"): number => (cold[one] - cold.bare) / (cold.floor - cold.bare);
  // What the probe itself does once more where it calls again is the bare function's share.
  const itself = (await count(byHand("bare"), "bench", 100)) - cold.bare;
  const floorCalls = (await count(byHand("floor-that-logs"), "bench", 100)) - cold.floor - itself;
  const cardCalls = (await count(byHand("one-card"), "bench", 100)) - cold.card - itself;
  const ratios = { card: overBare("card"), row: overBare("row"), perCall: cardCalls / floorCalls };
  console.log("instructions to the floor's:", ratios);

  expect(ratios.card).toBeLessThan(oneCard.coldInstructions.most);
  expect(ratios.row).toBeLessThan(oneCall.coldInstructions.most);
  expect(ratios.perCall).toBeLessThan(instructionsPerCall.most);
});
