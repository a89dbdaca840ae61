import { execFileSync } from "node:child_process";
import { existsSync, globSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "../testing/copy-repository.ts";
import { type Ended, runCliqIn } from "../testing/run-cliq.ts";
import { readIdentity } from "./read-identity.ts";

const copy = copyRepository();
const git = (...args: string[]): string => execFileSync("git", args, { cwd: copy.root, encoding: "utf8" });
const initFork = async (...args: string[]): Promise<Ended> =>
  runCliqIn(
    copy.root,
    ["init-fork", "--scope", "@another-scope", "--name", "another-product", "--no-install", "--json", ...args],
    process.env,
  );
const actions = join(copy.root, "packages/actions/src");
/** The folders of actions; git keeps no empty folder, so there may be none to list. */
const slugsOf = (): string[] =>
  existsSync(actions) ? readdirSync(actions).filter((name) => !name.startsWith(".")) : [];
let before: { readonly scope: string; readonly slugs: readonly string[] };

beforeAll(async () => {
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=Robin", "-c", "user.email=robin@example.com", "commit", "--quiet", "--message", "as it comes");
  before = { ...(await readIdentity(copy.root)), slugs: slugsOf() };
});
afterAll(() => copy.remove());

test("a dry run says what would change, and changes nothing", async () => {
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

test("uncommitted changes are refused, and so is what cannot be a name", async () => {
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

test("scope, product and repository are renamed everywhere, the samples are gone, and the stage synthesises under the new name", async () => {
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

test("a second run finds nothing to change, also with uncommitted changes", async () => {
  const { code, stdout } = await initFork("--drop", before.slugs.join(","));
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ files: [], deleted: [], gone: before.slugs });
});
