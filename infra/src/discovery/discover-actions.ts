import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { InvalidDeclaration } from "@cliq-actions/core";
import { type DiscoveredAction, readActionFolder } from "./read-action-folder.ts";

export type { DiscoveredAction, DiscoveredWebhook } from "./read-action-folder.ts";

/**
 * Every action of a folder, sorted by slug; the folder is the registry, and one that is missing has no actions. Files and
 * dot-folders are none of its business.
 * Throws {@link InvalidDeclaration}, one sentence naming the bad folder, or both folders that claim one Cliq name.
 */
export async function discoverActions(folder: string): Promise<DiscoveredAction[]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    if (error.code === "ENOTDIR") throw new InvalidDeclaration(`${folder} is not a folder of action folders.`);
    throw error;
  });
  const names = entries.filter((name) => !name.startsWith(".")).toSorted();
  const discovered: DiscoveredAction[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (await isFolder(path)) discovered.push(await readActionFolder(path));
  }
  checkNames(discovered);
  return discovered;
}

/** Whether it is a folder, or leads to one. Throws when it leads nowhere: an action may have been meant. */
async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    throw new InvalidDeclaration(`${path} is a link that leads nowhere: mend or remove it.`, { cause: error });
  });
  return found.isDirectory();
}

function checkNames(discovered: readonly DiscoveredAction[]): void {
  refuseTwins(discovered.map(({ slug, action }) => ({ slug, name: action.name })));
  refuseTwins(
    discovered.flatMap(({ slug, action }) =>
      action.kind === "message-action" ? Object.values(action.functions ?? {}).map(({ name }) => ({ slug, name })) : [],
    ),
  );
}

/** Cliq shows names, so two that differ only in case or outer spaces are one name to people. */
function refuseTwins(named: readonly { readonly slug: string; readonly name: string }[]): void {
  const owners = new Map<string, string>();
  for (const { slug, name } of named) {
    const plain = name.trim().toLowerCase();
    const other = owners.get(plain);
    if (other !== undefined) {
      throw new InvalidDeclaration(
        `Action folders "${other}" and "${slug}" both declare the name "${name.trim()}": give one of them another name.`,
      );
    }
    owners.set(plain, slug);
  }
}
