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
