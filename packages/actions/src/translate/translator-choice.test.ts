import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, expect, test } from "vitest";
import { buildApp } from "@cliq-actions/infra/build-app";
import { bundleTo } from "@cliq-actions/infra/bundle-to";
import { readActionFolder } from "@cliq-actions/infra/discovery/read-action-folder";
import { choicesOf } from "@cliq-actions/infra/stages/choices-of";
import { chooseStage, type StageInput } from "@cliq-actions/infra/stages/define-stages";

const folder = mkdtempSync(join(tmpdir(), "translator-choice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const origin = "https://translate.acme.example";
const names = {
  amazon: "AWSShineFrontendService",
  deepl: "/v2/translate",
  libretranslate: "detectedLanguage",
  apertium: "/identifyLang",
};

test.each([
  [{ kind: "amazon", formality: "formal", glossary: "products" }, [], undefined],
  [{ kind: "deepl", formality: "informal" }, ["deepl-key"], undefined],
  [{ kind: "deepl", origin: "https://api-free.deepl.com" }, ["deepl-key"], '{"deepl":"https://api-free.deepl.com"}'],
  [{ kind: "libretranslate", origin }, [], JSON.stringify({ libretranslate: origin })],
  [
    { kind: "apertium", origin, neverTranslate: ["Acme"], showOriginal: true },
    [],
    JSON.stringify({ apertium: origin }),
  ],
] as const)("%j is one line, and the function gets that translator alone", async (translator, secrets, origins) => {
  const input: StageInput = {
    organizationId: "1",
    dataCentre: "EU",
    translator: translator as StageInput["translator"],
  };
  const stage = chooseStage({ name: "acme", stages: { dev: input } }, "dev");
  const place = mkdtempSync(join(folder, "out-"));
  const found = await readActionFolder(import.meta.dirname);
  const app = buildApp(stage, [found], { outdir: place, context: { "aws:cdk:bundling-stacks": [] } });
  const template = Template.fromStack(app.node.children.find((child) => Stack.isStack(child)) as Stack);
  const policies = JSON.stringify(template.findResources("AWS::IAM::Policy"));
  expect(Array.from(policies.matchAll(/translate\/([\w-]+)"/g), ([, secret]) => secret)).toEqual([...secrets]);
  expect(policies.includes("translate:TranslateText")).toBe(translator.kind === "amazon");
  const variables = Object.values(template.findResources("AWS::Lambda::Function"))
    .map(({ Properties }) => Properties.Environment.Variables as Record<string, unknown>)
    .find(({ ACTION_SLUG: slug }) => slug === "translate");
  expect(JSON.parse(String(variables?.TRANSLATOR))).toMatchObject(translator);
  expect(variables?.CONNECTION_ORIGINS).toBe(origins);
  bundleTo(join(place, "bundle"), join(import.meta.dirname, "lambda.ts"), choicesOf(stage));
  const code = readFileSync(join(place, "bundle/index.mjs"), "utf8");
  for (const [kind, name] of Object.entries(names)) expect(code.includes(name), kind).toBe(kind === translator.kind);
});
