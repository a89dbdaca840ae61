import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { isEditorFile } from "./is-editor-file.ts";

/** Rooms that never reach the template: the tools it is tried with. */
const leftOut = new Set(["packages/local"]);
const skipped = new Set(["node_modules", "cdk.out", "coverage", "testing"]);
const rootFiles = ["cdk.json", "cdk.context.json", "package.json", "pnpm-lock.yaml", "tsconfig.base.json"];

/**
 * A hash over the content of everything a synthesis reads (the repository's sources, and the folder of actions wherever
 * it is), and over the Node that runs it: 32 hexadecimal digits.
 */
export async function fingerprintSources(root: string, actionsFolder: string): Promise<string> {
  const listed = await Promise.all([
    listFiles(root, "infra"),
    listFiles(root, "packages"),
    listFiles(root, relative(root, actionsFolder)),
  ]);
  const files = [...new Set([...rootFiles, ...listed.flat()])];
  const contents = await Promise.all(files.map((file) => readFile(resolve(root, file)).catch(orNothing)));
  const hash = createHash("sha256").update(`${process.version}\n${relative(root, actionsFolder)}`);
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

/** What is not there, or went away meanwhile, counts as empty; any other trouble is the caller's. */
function orNothing(error: unknown): Buffer<ArrayBuffer> {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
  throw error;
}

/** Files below `folder`, as paths from `root`; none when there is no such folder. */
async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(resolve(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    orNothing(error);
    return [];
  });
  const files = entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      // Links are followed, as the CDK app follows them; pnpm's own are all in node_modules.
      const found = entry.isSymbolicLink() ? await stat(resolve(root, path)).catch(() => entry) : entry;
      if (found.isDirectory()) return leftOut.has(path) || skipped.has(entry.name) ? [] : await listFiles(root, path);
      return found.isFile() && !entry.name.endsWith(".test.ts") && !isEditorFile(entry.name) ? [path] : [];
    });
  return (await Promise.all(files)).flat();
}
