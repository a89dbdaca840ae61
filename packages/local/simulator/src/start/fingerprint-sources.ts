import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Rooms that never reach the template: the tools it is tried with. */
const leftOut = new Set(["packages/local"]);
const skipped = new Set(["node_modules", "cdk.out", "coverage"]);
const rootFiles = ["cdk.json", "cdk.context.json", "package.json", "pnpm-lock.yaml", "tsconfig.base.json"];

/** A hash over the content of everything a synthesis reads, and over the Node that runs it: 32 hexadecimal digits. */
export async function fingerprintSources(root: string): Promise<string> {
  const files = [
    ...rootFiles,
    ...(await Promise.all(["infra", "packages"].map((folder) => listFiles(root, folder)))).flat(),
  ];
  const contents = await Promise.all(files.map((file) => readFile(join(root, file)).catch(orNothing)));
  const hash = createHash("sha256").update(process.version);
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

/** A file that is not there, or went away meanwhile, counts as empty; any other trouble is the caller's. */
function orNothing(error: unknown): Buffer {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
  throw error;
}

async function listFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const files = entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return leftOut.has(path) || skipped.has(entry.name) ? [] : await listFiles(root, path);
      return entry.isFile() && !entry.name.endsWith(".test.ts") ? [path] : [];
    });
  return (await Promise.all(files)).flat();
}
