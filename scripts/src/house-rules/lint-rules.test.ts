import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readText } from "./read-repository.ts";

const repository = join(import.meta.dirname, "../../..");
const scope = /"@[^/"]+(?=\/core")/.exec(readText(repository, "packages/core/package.json"))?.[0].slice(1) ?? "";
const folder = mkdtempSync(join(tmpdir(), "lint-"));
const greet = "packages/actions/src/greet";
const whatRuns = "What runs in production imports nothing from packages/local";

/** Each file breaks one rule, or none: what the linter's advice then begins with. */
const files: readonly (readonly [path: string, code: string, advice: string | undefined])[] = [
  ["packages/core/src/a.ts", `import "${scope}/aws/connect";`, "packages/core imports no other room"],
  ["packages/core/src/b.ts", 'import "node:fs";', "packages/core is pure"],
  ["packages/core/src/c.ts", "export const d = process.env.D;", "packages/core has no environment"],
  ["packages/core/src/e.ts", 'export const f = fetch("https://cliq.zoho.com");', "packages/core has no network"],
  ["packages/core/src/e.test.ts", 'import "node:fs";', undefined],
  ["packages/cliq/src/a.ts", `import "${scope}/aws/connect";`, "packages/cliq imports core alone"],
  ["packages/aws/src/a.ts", `import type { A } from "${scope}/local-aws"; export type B = A;`, whatRuns],
  ["packages/aws/src/b.ts", `import "${scope}/cliq/clock"; import "${scope}/core";`, undefined],
  ["packages/aws/src/testing/c.ts", `import "${scope}/local-aws";`, undefined],
  ["packages/desks/src/a.ts", `import "${scope}/cliq/clock";`, "packages/desks imports core and aws alone"],
  ["packages/translators/src/a.ts", `import "${scope}/desks/a";`, "packages/translators imports core and aws alone"],
  ["packages/registrar/src/a.ts", `export const a = await import("${scope}/fake-cliq");`, whatRuns],
  ["packages/local/cliq/src/a.ts", `import "${scope}/local-aws";`, "packages/local/cliq imports core alone"],
  ["packages/local/simulator/src/a.ts", `import "${scope}/infra/a";`, "packages/local/simulator imports"],
  ["infra/src/a.ts", `export * from "${scope}/simulator";`, whatRuns],
  [
    `${greet}/action.ts`,
    'import { createHash } from "node:crypto"; createHash("md5");',
    "This file is read by every room",
  ],
  [`${greet}/connections.ts`, `import "${scope}/aws/connect";`, "This file is read by every room"],
  [`${greet}/words.ts`, `import "${scope}/core"; import "./action.ts"; import "date-fns";`, undefined],
  [`${greet}/api.ts`, 'export const api = fetch("https://api.example");', "Declare the system in `connections.ts`"],
  [`${greet}/table.ts`, 'import "aws-cdk-lib/aws-dynamodb";', "Only `infra.ts` is CDK"],
  [`${greet}/lambda.ts`, `import "${scope}/local-aws/define-fakes";`, whatRuns],
  [`${greet}/fake.ts`, `import "${scope}/local-aws/define-fakes";`, undefined],
  [`${greet}/infra.ts`, `import "aws-cdk-lib"; import "${scope}/infra/action-site";`, undefined],
  ["packages/cliq/src/d.ts", 'import type { E } from "./e.ts"; export type D = E;', "Dependency cycle detected"],
  ["packages/cliq/src/e.ts", 'import type { D } from "./d.ts"; export type E = D;', "Dependency cycle detected"],
];

interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

const advice = new Map<string, string>();

beforeAll(async () => {
  for (const [path, code] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
  cpSync(join(repository, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  const linted = await promisify(execFile)("oxlint", ["--format", "json"], { cwd: folder }).catch(
    (error: { stdout: string }) => error,
  );
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(linted.stdout);
  for (const { filename, code, message, help } of diagnostics) {
    if (/no-restricted|no-cycle/.test(code)) advice.set(filename, `${message} ${help}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(files)("in %s, `%s` meets the advice it should", (path, _, expected) => {
  if (expected === undefined) expect(advice.get(path)).toBeUndefined();
  else expect(advice.get(path)).toContain(expected);
});

test("the linter lets each room import what the table in docs/architecture.md says, and no more", () => {
  const {
    overrides,
  }: { overrides: { files: string[]; rules: Record<string, [string, { patterns?: { group: string[] }[] }]> }[] } =
    JSON.parse(readText(repository, ".oxlintrc.json"));
  const [, rooms = ""] = /\| may import \|\n([\s\S]*?)\n\n/.exec(readText(repository, "docs/architecture.md")) ?? [];
  const table = [...rooms.matchAll(/^\| `([a-z/-]+)` \|[^|]+\| ([^|]+) \|$/gm)];
  expect(table.length).toBe(12);
  for (const [, room = "", mayImport = ""] of table) {
    if (mayImport === "every room") continue;
    const names = mayImport === "nothing of ours" ? [] : mayImport.replace(/ \(.*\)/, "").split(", ");
    const override = overrides.find(
      ({ files: [glob], rules }) => glob === `${room}/src/**` && "no-restricted-imports" in rules,
    );
    const allowed = override?.rules["no-restricted-imports"]?.[1].patterns?.[0]?.group.filter((name) =>
      /^!@[^/]+\/[a-z-]+$/.test(name),
    );
    expect(
      allowed?.map((name) => name.split("/")[1]),
      room,
    ).toEqual(names);
  }
});
