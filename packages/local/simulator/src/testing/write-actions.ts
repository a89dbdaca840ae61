import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "../start/boot.ts";

/** A folder of action folders outside the repository, whose imports resolve as those of the repository's actions. */
export interface WrittenActions {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Writes action files, such as `leak/action.ts`, to a temporary folder. */
export async function writeActions(files: Readonly<Record<string, string>>): Promise<WrittenActions> {
  const root = await mkdtemp(join(tmpdir(), "actions-"));
  const folder = join(root, "src");
  await mkdir(folder);
  await symlink(join(repository, "packages", "actions", "node_modules"), join(root, "node_modules"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { folder, remove: () => rm(root, { recursive: true }) };
}
