import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { fencedBlocks, writeFencedFiles } from "./drills/fenced-files.ts";
import { copyRepository, repository } from "./testing/copy-repository.ts";
import { runScript } from "./testing/run-script.ts";

const readme = readFileSync(join(repository, "README.md"), "utf8");
const newcomer = readFileSync(join(repository, "docs/newcomer.md"), "utf8");
const blocks = fencedBlocks(readme);
const copy = copyRepository();
afterAll(() => copy.remove());

interface Summary {
  readonly ok: boolean;
  readonly registrations: readonly { readonly slug: string; readonly name: string }[];
  readonly invocations: readonly {
    readonly slug: string;
    readonly message: string;
    readonly output: { readonly text?: string };
  }[];
}

test("README and docs/newcomer.md: the actions they teach type-check, pass their own tests, and appear in Cliq beside the samples", async () => {
  const files = blocks.filter(({ language }) => language === "ts");
  expect(files.map(({ info }) => info.split("/").slice(-2).join("/"))).toEqual([
    ...["action.ts", "lambda.ts", "action.test.ts"].map((name) => `count-words/${name}`),
    ...["connections.ts", "action.ts", "lambda.ts", "fake.ts", "action.test.ts"].map(
      (name) => `report-incident/${name}`,
    ),
  ]);
  const written = [readme, newcomer].flatMap((page) => writeFencedFiles(page, copy.root, "packages/actions/src/"));
  execFileSync("tsc", ["-p", "packages/actions"], { cwd: copy.root });
  execFileSync("vitest", ["run", ...new Set(written.map(dirname))], { cwd: copy.root });

  const commands = blocks
    .filter(({ info }) => info === "executed")
    .flatMap(({ content }) => content.trim().split("\n"));
  expect(commands).toEqual(["npx pnpm@12.21.0 start --once --json"]);
  for (const command of commands) {
    const [, , script = "", ...args] = command.split(" ");
    const { code, stdout, stderr } = await runScript(copy.root, script, args);
    expect(code, stderr).toBe(0);
    const summary: Summary = JSON.parse(stdout);
    expect(summary.registrations.map(({ name }) => name)).toContain("Count words");
    expect(
      summary.invocations.find(({ slug, message }) => slug === "count-words" && message === "text")?.output.text,
    ).toMatch(/^\*\d+\* words from /);
    expect(summary.invocations.find(({ slug }) => slug === "report-incident")?.output.text).toBe(
      "The incident is on the status page.",
    );
    expect(summary.invocations.find(({ slug }) => slug === "report-outage")?.output.text).toBe(
      "Incident 1 is on the status page",
    );
  }
});

test("README: every file and folder it links to exists, and so does every command it names", () => {
  const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, target = ""]) => target);
  expect(links.length).toBeGreaterThan(5);
  for (const target of links) expect(() => readFileSync(join(repository, target)), target).not.toThrow();
  const scripts: object = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).scripts;
  const named = [...readme.matchAll(/pnpm(?:@12\.21\.0)? ([a-z]+)/g)].map(([, script = ""]) => script);
  for (const script of named) expect(Object.keys(scripts)).toContain(script);
});
