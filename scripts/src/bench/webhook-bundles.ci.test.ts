import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instructionsToFloor, webhookBudgets } from "./budgets.ts";
import { type CannedAws, startCannedAws } from "./canned-aws.ts";
import { clickOf } from "./clicks.ts";
import { bundleContender } from "./contenders.ts";
import { countInstructions, hasValgrind } from "./count-instructions.ts";
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
  "a module of Node": 'import { request } from "node:http";\nexport const made = request;',
  "an SDK client":
    'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\nexport const made = DynamoDBClient.name;',
  "a segmenter at import": "export const made = new Intl.Segmenter();",
  "names of languages at a click":
    'export const made = { toString: () => new Intl.DisplayNames(["en"], { type: "language" }).of("fr") };',
  "Node's own fetch": "export const made = Headers.name;",
};

test.each([
  [
    "a module of Node",
    /^node:http is imported, and is not among what a webhook needs \(nothing\): scripts\/.*\/lambda\.ts → .*\/made\.ts → node:http$/,
  ],
  ["an SDK client", /^@aws-sdk\/client-dynamodb is in the bundle: .*\/lambda\.ts → .*\/made\.ts → @aws-sdk\/client-d/],
  ["a segmenter at import", /^Intl\.Segmenter at import, by scripts\/.*\/made\.ts:1:/],
  ["names of languages at a click", /^Intl\.DisplayNames at the first click, by scripts\/.*\/made\.ts:1:/],
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

// Of those that call nobody: valgrind is fifty times as slow, and a call to AWS ends after two seconds.
test.runIf(hasValgrind())(
  "instructions of a one-card action, cold and per call, are within their budgets",
  async () => {
    const count = async (name: string, warmCalls = 0): Promise<number> => {
      const folder = join(scratch, name);
      bundleContender(folder, name);
      return countInstructions(folder, clickOf("path", "bench"), {}, warmCalls);
    };
    const [bare, floor, card] = [await count("bare"), await count("floor-that-logs"), await count("one-card")];
    // What the probe itself does once more where it calls again is the bare function's share.
    const itself = (await count("bare", 100)) - bare;
    const floorCalls = (await count("floor-that-logs", 100)) - floor - itself;
    const cardCalls = (await count("one-card", 100)) - card - itself;
    const cold = (card - bare) / (floor - bare);
    const perCall = cardCalls / floorCalls;
    console.log(`instructions to the floor's: cold ${cold.toFixed(3)}, per call ${perCall.toFixed(3)}`);

    expect(cold).toBeLessThan(instructionsToFloor.cold.most);
    expect(perCall).toBeLessThan(instructionsToFloor.perCall.most);
  },
);
