import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { followNamedFiles } from "@cliq-actions/local-aws";
import { listFiles } from "./list-files.ts";

/** What says which versions of packages are there. */
const manifests = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
];

/**
 * What a stack is made of and lies neither in the repository's rooms nor in the folder of actions: what the actions
 * import from there, and what chooses the packages of a folder outside of the repository. Absolute paths.
 */
export async function findSourcesElsewhere(root: string, actionsFolder: string): Promise<string[]> {
  const sources = (await listFiles(root, relative(root, actionsFolder))).map((path) => resolve(root, path));
  const rooms = ["infra", "packages"].map((room) => join(root, room));
  const above = relative(root, actionsFolder).startsWith("..") ? foldersAbove(actionsFolder) : [];
  const chosen = above
    .flatMap((folder) => manifests.map((name) => join(folder, name)))
    .filter((path) => existsSync(path));
  return [...chosen, ...followNamedFiles(sources, [...rooms, actionsFolder])];
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAbove(above)];
}
