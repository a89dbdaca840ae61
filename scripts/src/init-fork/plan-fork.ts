import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ForkOrder } from "./check-order.ts";
import { actionsFolder, forgetActions } from "./forget-actions.ts";
import type { Identity } from "./read-identity.ts";
import { renameInDocs, writeProduct } from "./rename-product.ts";
import { renameScope } from "./rename-scope.ts";

/** What has to be written and deleted. */
export interface ForkPlan {
  /** Text by path, of each file that changes. */
  readonly files: ReadonlyMap<string, string>;
  /** Folders that go, with all that is in them. */
  readonly folders: readonly string[];
}

/** Compares the repository's files with what they are to be. Reads only. */
export async function planFork(
  root: string,
  paths: readonly string[],
  identity: Identity,
  order: ForkOrder,
): Promise<ForkPlan> {
  const folders = order.drop.map((slug) => `${actionsFolder}/${slug}`);
  const files = new Map<string, string>();
  for (const path of paths) {
    if (path === "pnpm-lock.yaml" || folders.some((folder) => path.startsWith(`${folder}/`))) continue;
    const text = await readText(join(root, path));
    const changed = text === undefined ? undefined : rewrite(path, text, identity, order);
    if (changed !== undefined && changed !== text) files.set(path, changed);
  }
  return { files, folders };
}

function rewrite(path: string, text: string, from: Identity, to: ForkOrder): string {
  const renamed = renameScope(text, from.scope, to.scope);
  if (path === "infra/stages.ts") return writeProduct(renamed, to.product);
  if (path === "package.json") return renamed.replace(`"name": "${from.repository}"`, `"name": "${to.product}"`);
  // What was decided and what has changed stay as they were written.
  if (!path.endsWith(".md") || path === "CHANGELOG.md" || path.startsWith("docs/decisions/")) return renamed;
  return forgetActions(renameInDocs(renamed, from.product, to.product), path, to.drop);
}

/** Undefined for what is no text, and for what git lists and somebody has deleted. */
async function readText(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString("utf8");
}
