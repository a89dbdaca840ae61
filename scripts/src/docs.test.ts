import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** How a heading is called in an address: as GitHub has it. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, "utf8").replaceAll(/^```[^]*?^```$/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("every file and heading that %s links to is there", (page) => {
  const path = join(repository, page);
  // Blocks, then marks of code of any length within a line.
  const text = readFileSync(path, "utf8")
    .replaceAll(/^ *```[^]*?^ *```$/gm, "")
    .replaceAll(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
  const targets = [...text.matchAll(/\]\(((?!https?:)[^)\s]+)\)/g)].map(([, target = ""]) => target);
  const missing = targets.filter((target) => {
    const [file = "", anchor] = target.split("#");
    const linked = file === "" ? path : join(dirname(path), file);
    if (!existsSync(linked)) return true;
    return anchor !== undefined && linked.endsWith(".md") && !anchorsOf(linked).includes(anchor);
  });
  expect(missing).toEqual([]);
});
