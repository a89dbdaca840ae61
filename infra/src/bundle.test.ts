import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App, Duration, Stack } from "aws-cdk-lib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CliqFunction } from "./constructs/cliq-function.ts";
import { chooseStage } from "./stages/define-stages.ts";

const folder = mkdtempSync(join(tmpdir(), "bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const stage = chooseStage({ name: "acme", stages: { dev: { organizationId: "1", dataCentre: "EU" } } }, "dev");
let count = 0;

function deploy(files: Readonly<Record<string, string>>, context: Readonly<Record<string, unknown>> = {}): void {
  const root = join(folder, String((count += 1)), "greet");
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const stack = new Stack(new App({ outdir: `${root}-out`, context }), "Stack");
  const common = { stage, description: "d", timeout: Duration.seconds(3), environment: {} };
  new CliqFunction(stack, "F", { ...common, entry: join(root, "lambda.ts") });
}

beforeAll(() => {
  deploy({ "lambda.ts": "export const handler = async () => {};", "lambda.test.ts": "throw 1;", "testing/a.ts": "(" });
});

test.each([
  [
    "a handler of another name",
    { "lambda.ts": "export const handle = 1;" },
    'greet/lambda.ts exports no "handler": export const handler = serveMessageAction(action, { … });',
  ],
  ["a default export", { "lambda.ts": "export default async () => {};" }, 'greet/lambda.ts exports no "handler"'],
  [
    "a handler that is a number",
    { "lambda.ts": "export const handler = 5;" },
    'greet/lambda.ts exports a "handler" that is no function (its type is number): export const handler = serveMess',
  ],
  [
    "a handler that nobody has set",
    { "lambda.ts": "export let handler: unknown;" },
    'exports a "handler" that is no function (its type is undefined)',
  ],
  [
    "an import that is not there",
    { "lambda.ts": 'import "./nothing.ts"; export const handler = 1;' },
    /^greet\/lambda\.ts cannot be bundled: Could not resolve "\.\/nothing\.ts" \(.*lambda\.ts:1:8\)\.$/,
  ],
  [
    "an import of test support",
    { "lambda.ts": 'export { handler } from "./testing/a.ts";', "testing/a.ts": "export const handler = 1;" },
    /^greet\/lambda\.ts would deploy .*testing\/a\.ts, which is there for tests only/,
  ],
  [
    "an import of the stand-in",
    { "lambda.ts": 'import "./fake.ts"; export const handler = 1;', "fake.ts": "console.log(1);" },
    /^greet\/lambda\.ts would deploy .*fake\.ts, which is there for tests only/,
  ],
])("a function with %s is refused at synthesis, in one sentence", (_what, files, sentence) => {
  expect(() => deploy(files as Record<string, string>)).toThrow(sentence);
});

const handler = "export const handler = async () => {};";

test.each([
  ["needs its environment", 'const name = process.env["NAME"].slice(1); export const handler = async () => name;'],
  ["ends the process", "process.exit(1); export const handler = 5;"],
  ["connects at once and speaks", 'fetch("http://127.0.0.1:9"); console.log(1); export const handler = async () => 1;'],
  ["throws later", "setTimeout(() => { throw new Error(); }); export const handler = async () => {};"],
])("a function that %s on import is taken", (_what, text) => {
  expect(() => deploy({ "lambda.ts": text })).not.toThrow();
});

test("a synthesis says nothing of what it bundles", () => {
  const said = vi.spyOn(process.stderr, "write");
  try {
    deploy({ "lambda.ts": handler });
    expect(said).not.toHaveBeenCalled();
  } finally {
    said.mockRestore();
  }
});

test("of a stack that a command leaves out nothing is bundled", () => {
  const broken = { "lambda.ts": "export const handle = 1;" };
  expect(() => deploy(broken, { "aws:cdk:bundling-stacks": ["Other"] })).not.toThrow();
  expect(() => deploy(broken, { "aws:cdk:bundling-stacks": ["Stack"] })).toThrow('exports no "handler"');
});
