import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../house-rules/read-repository.ts";
import type { Shell } from "./shell.ts";

/** Copies the repository's files into an empty folder, which becomes a repository of its own. */
export async function copyTo(copy: string, repository: string, shell: Shell): Promise<void> {
  for (const path of listFiles(repository)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(repository, path), join(copy, path));
  }
  await shell(copy, "git", "init", "--quiet", "--initial-branch", "main");
  await shell(copy, "git", "config", "user.name", "A fork");
  await shell(copy, "git", "config", "user.email", "fork@example.com");
  await commit(copy, "a copy", shell);
}

/** Commits all that is in the copy. */
export async function commit(copy: string, message: string, shell: Shell): Promise<void> {
  await shell(copy, "git", "add", "--all");
  await shell(copy, "git", "commit", "--quiet", "--message", message);
}
