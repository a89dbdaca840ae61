import { readdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { isEditorFile } from "./is-editor-file.ts";

/** Rooms that never reach the template: the tools it is tried with. */
const leftOut = new Set(["packages/local"]);
const skipped = new Set(["node_modules", "cdk.out", "coverage", "testing"]);

/** Files below `folder` that may reach a template, as paths from `root`; none when there is no such folder. */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(resolve(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
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
