import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fencedBlocks, writeFencedFiles } from "./drills/fenced-files.ts";
import { readIdentity } from "./init-fork/read-identity.ts";
import { copyRepository, repository } from "./testing/copy-repository.ts";
import { type Ended, runCliqIn } from "./testing/run-cliq.ts";
import { runScript } from "./testing/run-script.ts";

// One copy, one run of the linter, which is the compiler too, and one run of the tests for all that is written into a repository.
const copy = copyRepository();
const actions = join(copy.root, "packages/actions/src");
afterAll(() => copy.remove());

const run = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { cwd: copy.root, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return expect.fail(`${program} ${args.join(" ")}\n${stdout}${stderr}`);
  }
};
const git = (...args: string[]): string => run("git", ...args);
/** The folders of actions; git keeps no empty folder, so there may be none to list. */
const slugsOf = (): string[] =>
  existsSync(actions) ? readdirSync(actions).filter((name) => !name.startsWith(".")) : [];
let before: { readonly scope: string; readonly slugs: readonly string[] };

beforeAll(async () => {
  git("init", "--quiet");
  // Most of a first commit is to compress what is read once.
  git("config", "core.compression", "0");
  git("add", "--all");
  git("-c", "user.name=Robin", "-c", "user.email=robin@example.com", "commit", "--quiet", "--message", "as it comes");
  before = { ...(await readIdentity(copy.root)), slugs: slugsOf() };
});

const readme = readFileSync(join(repository, "README.md"), "utf8");
const taughtPage = readFileSync(join(repository, "docs/write-an-action.md"), "utf8");
const newcomer = readFileSync(join(repository, "docs/newcomer.md"), "utf8");
const blocks = fencedBlocks(readme);

interface Summary {
  readonly ok: boolean;
  readonly registrations: readonly { readonly slug: string; readonly name: string }[];
  readonly invocations: readonly {
    readonly slug: string;
    readonly message: string;
    readonly output: { readonly text?: string };
  }[];
}

test("docs/write-an-action.md and docs/newcomer.md: the actions they teach appear in Cliq beside the samples, and all of it works", async () => {
  const files = fencedBlocks(taughtPage).filter(({ language }) => language === "ts");
  expect(files.map(({ info }) => info.split("/").slice(-2).join("/"))).toEqual([
    ...["action.ts", "lambda.ts", "action.test.ts"].map((name) => `count-words/${name}`),
    ...["connections.ts", "action.ts", "lambda.ts", "fake.ts", "action.test.ts"].map(
      (name) => `tell-status-page/${name}`,
    ),
    ...["action.ts", "lambda.ts", "action.test.ts"].map((name) => `follow-up/${name}`),
  ]);
  for (const page of [taughtPage, newcomer]) writeFencedFiles(page, copy.root, "packages/actions/src/");

  const commands = blocks
    .filter(({ info }) => info === "executed")
    .flatMap(({ content }) => content.trim().split("\n"));
  expect(commands).toEqual(["npx pnpm@12.21.0 start --once --json"]);
  for (const command of commands) {
    const [, , script = "", ...args] = command.split(" ");
    const { code, stdout, stderr } = await runScript(copy.root, script, args);
    expect(code, stderr).toBe(0);
    const summary: Summary = JSON.parse(stdout);
    expect(summary.ok, stderr).toBe(true);
    expect(summary.registrations.map(({ slug }) => slug).toSorted()).toEqual(slugsOf().toSorted());
    expect(summary.registrations.map(({ name }) => name)).toContain("Count words");
    expect(
      summary.invocations.find(({ slug, message }) => slug === "count-words" && message === "text")?.output.text,
    ).toMatch(/^\*\d+\* words from /);
    expect(summary.invocations.find(({ slug }) => slug === "tell-status-page")?.output.text).toBe(
      "The incident is on the status page.",
    );
    expect(summary.invocations.find(({ slug }) => slug === "follow-up")?.output).toMatchObject({
      type: "form",
      inputs: [{ name: "what" }, { name: "day" }, { name: "priority" }, { name: "_context" }],
    });
    expect(summary.invocations.find(({ slug }) => slug === "report-outage")?.output.text).toBe(
      "Incident 1 is on the status page",
    );
  }
});

test("README: its first command serves a page until it is interrupted, and leaves no process", async () => {
  const [command = ""] =
    blocks
      .find(({ info }) => info === "executed until it is up")
      ?.content.trim()
      .split("\n") ?? [];
  expect(command).toBe("npx pnpm@12.21.0 start");
  const started = spawn(process.execPath, ["--run", "start", "--", "--port", "0"], {
    cwd: copy.root,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(started, "close");
  let printed = "";
  for await (const chunk of started.stdout.setEncoding("utf8")) {
    printed += String(chunk);
    const [page] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    if (page === undefined) continue;
    expect(await (await fetch(page)).text()).toContain("<html");
    break;
  }
  process.kill(-started.pid!, "SIGINT");
  await ended;
  // Its functions' processes end with it.
  await vi.waitFor(() => expect(() => process.kill(-started.pid!, 0)).toThrow("ESRCH"), { timeout: 60_000 });
});

const variants = {
  "made-plain": [],
  "made-of-links": ["--name", "Made, of links", "--message-types", "link", "--hint", 'Says "yes": what else?'],
  "made-of-files": ["--message-types", "attachment"],
  "made-of-all": [
    "--message-types",
    "text,link,attachment",
    "--multi-select",
    "--hint",
    `It is ${"very ".repeat(22)}long`,
  ],
  "made-by-deluge": ["--deluge", "--multi-select"],
  "made-with-system": ["--connection", "statusPage=https://api.statuspage.example"],
  "made-with-desk": [
    "--connection",
    "desk=https://desk.example.com:8443",
    "--message-types",
    "text,attachment",
    "--multi-select",
  ],
} as const;

test("what the pages teach and every variant of new-action pass their own tests, the compiler, the linter, the formatter and knip as they are written, and what to do next is said", () => {
  // One process writes them all, so that CDK, the SDK and the actions are loaded once.
  const commands = Object.entries(variants).map(([slug, args]) => ["new-action", slug, ...args, "--json"]);
  writeFileSync(
    join(copy.root, "write-all.ts"),
    `import { cliqProgram } from "./scripts/src/program.ts";
for (const args of ${JSON.stringify(commands)}) await cliqProgram().parseAsync(args, { from: "user" });
`,
  );
  const written = run(process.execPath, "write-all.ts")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { slug: string; files: string[]; next: string[] });
  rmSync(join(copy.root, "write-all.ts"));
  expect(written.map(({ slug }) => slug)).toEqual(Object.keys(variants));
  for (const { files } of written) for (const file of files) expect(existsSync(join(copy.root, file))).toBe(true);
  expect(written.find(({ slug }) => slug === "made-with-system")?.next).toContain(
    "pnpm cliq secret put --stage dev made-with-system/api-key",
  );
  for (const slug of Object.keys(variants)) expect(readdirSync(join(actions, slug)).length).toBeLessThanOrEqual(8);

  const taught = [taughtPage, newcomer].flatMap((page) => writeFencedFiles(page, copy.root, "packages/actions/src/"));
  const folders = [
    ...new Set(taught.map(dirname)),
    ...Object.keys(variants).map((slug) => `packages/actions/src/${slug}`),
  ];
  run("vitest", "run", "--no-isolate", "--maxWorkers=1", ...folders);
  // The linter has the compiler's program at hand: to ask it for the compiler's findings, too, costs nothing.
  run("oxlint", "--type-aware", "--type-check", "--deny-warnings", ...folders);
  run("oxfmt", "--check", ...folders);
  run("knip", "--no-config-hints", "--workspace", "packages/actions");
});

const initFork = async (...args: string[]): Promise<Ended> =>
  runCliqIn(
    copy.root,
    ["init-fork", "--scope", "@another-scope", "--name", "another-product", "--no-install", "--json", ...args],
    process.env,
  );

test("init-fork: a dry run says what would change, and changes nothing", async () => {
  git("reset", "--quiet", "--hard");
  git("clean", "--quiet", "-fd");
  const { code, stdout } = await initFork("--keep", "", "--dry-run");
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    dryRun: true,
    scope: { from: before.scope, to: "@another-scope" },
    deleted: before.slugs.map((slug) => `packages/actions/src/${slug}`),
  });
  expect(git("status", "--porcelain")).toBe("");
});

test("init-fork: uncommitted changes are refused, and so is what cannot be a name", async () => {
  git("mv", "LICENSE", "LICENSE.txt");
  expect(await initFork()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Commit them first, or --force") as string,
  });
  git("mv", "LICENSE.txt", "LICENSE");
  const ended = await initFork("--keep", "not-here");
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("not-here. There are: ") as string });
  expect(git("status", "--porcelain")).toBe("");
});

test("init-fork: scope, product and repository are renamed everywhere, the samples are gone, and the stage synthesises under the new name", async () => {
  const { code, stderr } = await initFork("--keep", "");
  expect(code, stderr).toBe(0);
  git("add", "--all");
  const mentions = git("ls-files")
    .split("\n")
    .filter((path) => /\.(ts|json|md|yaml)$/.test(path) && path !== "pnpm-lock.yaml")
    .filter((path) => readFileSync(join(copy.root, path), "utf8").includes(`${before.scope}/`));
  expect(mentions).toEqual([]);
  expect(readFileSync(join(copy.root, "infra/stages.ts"), "utf8")).toMatch(/^ {2}name: "another-product",$/m);
  expect(JSON.parse(readFileSync(join(copy.root, "package.json"), "utf8"))).toMatchObject({ name: "another-product" });
  expect(slugsOf()).toEqual([]);

  // What pnpm does where it may reach the registry.
  for (const links of globSync(`**/node_modules/${before.scope}`, { cwd: copy.root, exclude: ["node_modules"] }))
    renameSync(join(copy.root, links), join(copy.root, links.replace(before.scope, "@another-scope")));
  execFileSync(process.execPath, ["infra/src/app.ts", "local"], {
    cwd: copy.root,
    env: { ...process.env, CDK_VALIDATION: "false", CDK_OUTDIR: "cdk.out" },
    stdio: "pipe",
  });
  expect(readdirSync(join(copy.root, "cdk.out"))).toContain("another-product-local.template.json");
});

test("init-fork: a second run finds nothing to change, also with uncommitted changes", async () => {
  const { code, stdout } = await initFork("--drop", before.slugs.join(","));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ files: [], deleted: [], gone: before.slugs });
});
