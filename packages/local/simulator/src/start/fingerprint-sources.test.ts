import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprintSources } from "./fingerprint-sources.ts";

let root = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sources-"));
  await put("infra/src/app.ts", "app");
  await put("packages/actions/src/first/action.ts", "action");
  await put("packages/local/simulator/src/start/main.ts", "main");
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const fingerprint = (folder = join(root, "packages/actions/src")): Promise<string> => fingerprintSources(root, folder);

test("the same content has the same fingerprint, whenever it was written", async () => {
  const before = await fingerprint();
  await put("infra/src/app.ts", "app");
  expect(await fingerprint()).toBe(before);
  expect(before).toMatch(/^[0-9a-f]{32}$/u);
});

test.each([
  "infra/src/app.ts",
  "packages/actions/src/first/action.ts",
  "packages/actions/src/another/action.ts",
  "pnpm-lock.yaml",
  "cdk.json",
])("a change of %s changes it", async (path) => {
  const before = await fingerprint();
  await put(path, "changed");
  expect(await fingerprint()).not.toBe(before);
});

test("moving content from one file to another changes it", async () => {
  await put("infra/src/a.ts", "x");
  const before = await fingerprint();
  await rm(join(root, "infra/src/a.ts"));
  await put("infra/src/b.ts", "x");
  expect(await fingerprint()).not.toBe(before);
});

test.each([
  "packages/local/simulator/src/start/main.ts",
  "packages/local/aws/src/index.ts",
  "packages/actions/src/first/action.test.ts",
  "packages/actions/src/first/testing/made-up.ts",
  "packages/core/node_modules/x.js",
])("a change of %s never reaches the template", async (path) => {
  const before = await fingerprint();
  await put(path, "changed");
  expect(await fingerprint()).toBe(before);
});

test.each(["fake.ts", "connections.ts", "new.ts", "deeper/still.ts"])(
  "in a folder elsewhere, behind a link too, it notices %s come, change and go",
  async (file) => {
    const [other, links] = [await mkdtemp(join(tmpdir(), "actions-")), await mkdtemp(join(tmpdir(), "links-"))];
    await symlink(other, join(links, "linked"));
    const seen = new Set([await fingerprint(links)]);
    for (const content of ["one", "two"]) {
      await put(relative(root, join(other, file)), content);
      seen.add(await fingerprint(links));
    }
    expect(seen.size).toBe(3);
    await rm(join(other, file));
    expect([...seen][0]).toBe(await fingerprint(links));
    await Promise.all([other, links].map((folder) => rm(folder, { recursive: true })));
  },
);

test("another folder of actions has another fingerprint, by its files wherever it is", async () => {
  const other = await mkdtemp(join(tmpdir(), "actions-"));
  await writeFile(join(other, "action.ts"), "one");
  const one = await fingerprint(other);
  await writeFile(join(other, "action.ts"), "other");
  expect(new Set([await fingerprint(), one, await fingerprint(other)]).size).toBe(3);
  await rm(other, { recursive: true });
  expect(await fingerprint(other)).not.toBe(one);
});

test("what an action imports from elsewhere, and what that imports, changes it", async () => {
  const other = await mkdtemp(join(tmpdir(), "actions-"));
  const write = (path: string, text: string): Promise<void> => put(relative(root, join(other, path)), text);
  await write("src/first/action.ts", 'import "../../words/one.ts";');
  await write("words/one.ts", 'export * from "./two.ts";');
  const seen = [await fingerprint(join(other, "src"))];
  for (const path of ["words/two.ts", "words/one.ts", "package-lock.json"]) {
    await write(path, `// changed ${path}`);
    seen.push(await fingerprint(join(other, "src")));
  }
  expect(new Set(seen).size).toBe(4);
  await write("words/nobodys.ts", "");
  expect(await fingerprint(join(other, "src"))).toBe(seen.at(-1));
  await rm(other, { recursive: true });
});

test("an empty folder, which would be an action, changes it as it comes and goes, and so does a link to nowhere", async () => {
  const before = await fingerprint();
  const folder = join(root, "packages/actions/src");
  await mkdir(join(folder, "empty"));
  const withFolder = await fingerprint();
  await rm(join(folder, "empty"), { recursive: true });
  expect(await fingerprint()).toBe(before);
  await symlink("/nowhere/at/all", join(folder, "empty"));
  const withLink = await fingerprint();
  expect(withFolder).not.toBe(before);
  expect(withLink).not.toBe(before);
});
