import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./testing/copy-repository.ts";

/** Pages that describe the repository as it is; records and the changelog tell what was. */
const pages = ["README.md", "CONTRIBUTING.md", ...globSync("docs/*.md", { cwd: repository })];
/** A path of ours in code marks, such as `packages/core/src/index.ts`; action folders come and go. */
const ownPath = /`((?:packages(?!\/actions\/src)|infra|scripts)\/[\w./-]+)`/g;

test.each(pages)("every file and folder of ours that %s names is there", (page) => {
  const named = [...readFileSync(join(repository, page), "utf8").matchAll(ownPath)].map(([, path = ""]) => path);
  expect(named.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});

test("README: every file and folder it links to exists, and so does every command it names", () => {
  const readme = readFileSync(join(repository, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, target = ""]) => target);
  expect(links.length).toBeGreaterThan(5);
  for (const target of links) expect(() => readFileSync(join(repository, target)), target).not.toThrow();
  const scripts: object = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).scripts;
  const named = [...readme.matchAll(/pnpm(?:@12\.21\.0)? ([a-z]+)/g)].map(([, script = ""]) => script);
  for (const script of named) expect(Object.keys(scripts)).toContain(script);
});
