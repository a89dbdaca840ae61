import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webhookBudgets } from "./budgets.ts";
import { type CannedAws, startCannedAws } from "./canned-aws.ts";
import { judgeEntry } from "./judge-webhook.ts";

const { oneCard } = webhookBudgets;
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
