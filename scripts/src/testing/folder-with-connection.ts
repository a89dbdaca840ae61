import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBlueprint } from "../new-action/blueprint.ts";
import { writeAction } from "../new-action/write-action.ts";
import { repository } from "./copy-repository.ts";

/** A folder of one action, which declares the secret "call-desk/api-key" of the connection "desk". */
export async function folderWithConnection(): Promise<{ readonly folder: string; remove(): void }> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "connection-")));
  // What an action imports is found as from a folder of the repository.
  symlinkSync(join(repository, "packages/actions/node_modules"), join(root, "node_modules"), "junction");
  const folder = join(root, "src");
  mkdirSync(folder);
  await writeAction(folder, toBlueprint("call-desk", { connection: ["desk=https://desk.example.com"] }));
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
