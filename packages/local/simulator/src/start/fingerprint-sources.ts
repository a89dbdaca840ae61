import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { findSourcesElsewhere } from "./find-sources-elsewhere.ts";
import { listFiles } from "./list-files.ts";

const rootFiles = ["cdk.json", "cdk.context.json", "package.json", "pnpm-lock.yaml", "tsconfig.base.json"];

/**
 * A hash over the content of everything a synthesis reads (the repository's sources, and the folder of actions wherever
 * it is, with what that imports from elsewhere), and over the Node that runs it: 32 hexadecimal digits.
 */
export async function fingerprintSources(root: string, actionsFolder: string): Promise<string> {
  const listed = await Promise.all([
    listFiles(root, "infra"),
    listFiles(root, "packages"),
    listFiles(root, relative(root, actionsFolder)),
    findSourcesElsewhere(root, actionsFolder),
  ]);
  const files = [...new Set([...rootFiles, ...listed.flat()])];
  const contents = await Promise.all(files.map((file) => readFile(resolve(root, file)).catch(orNothing)));
  const hash = createHash("sha256").update(`${process.version}\n${relative(root, actionsFolder)}`);
  for (const [index, file] of files.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  for (const name of await listFolders(actionsFolder)) hash.update(`\n${name}/`);
  return hash.digest("hex").slice(0, 32);
}

/** What will be taken for an action, an empty folder too, and a link that leads nowhere. */
async function listFolders(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    orNothing(error);
    return [];
  });
  const isAction = async (name: string): Promise<boolean> =>
    await stat(join(folder, name)).then(
      (found) => found.isDirectory(),
      () => true,
    );
  const found = await Promise.all(names.map(async (name) => ((await isAction(name)) ? [name] : [])));
  return found
    .flat()
    .filter((name) => !name.startsWith("."))
    .toSorted();
}

/** What is not there, or went away meanwhile, counts as empty; any other trouble is the caller's. */
function orNothing(error: unknown): Buffer<ArrayBuffer> {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return Buffer.alloc(0);
  throw error;
}
