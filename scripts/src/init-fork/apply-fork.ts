import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { actionsFolder } from "./forget-actions.ts";
import type { ForkPlan } from "./plan-fork.ts";

/** Writes and deletes what the plan says. */
export async function applyFork(root: string, { files, folders }: ForkPlan): Promise<void> {
  for (const [path, text] of files) await writeFile(join(root, path), text);
  for (const folder of folders) await rm(join(root, folder), { recursive: true, force: true });
  // Without any action the folder of actions is still where the next one goes, also in a clone.
  const place = join(root, actionsFolder);
  await mkdir(place, { recursive: true });
  if ((await readdir(place)).length === 0) await writeFile(join(place, ".gitkeep"), "");
}
