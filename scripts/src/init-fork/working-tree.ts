import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CannotFork } from "./cannot-fork.ts";

const run = promisify(execFile);

/** Paths of the repository's files, tracked or not yet, but for what .gitignore names. Throws {@link CannotFork}. */
export async function listFiles(root: string): Promise<readonly string[]> {
  const listed = await git(root, "ls-files", "-co", "--exclude-standard", "-z");
  return [...new Set(listed.split("\0").filter((path) => path !== ""))].toSorted();
}

/** Throws {@link CannotFork} when something is not committed. */
export async function refuseUncommitted(root: string): Promise<void> {
  const changed = (await git(root, "status", "--porcelain")).split("\n").filter((line) => line !== "");
  if (changed.length > 0)
    throw new CannotFork(
      `${changed.length} files have changes that are not committed, so this could not be taken back. Commit them first, or --force.`,
    );
}

async function git(root: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run("git", args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new CannotFork(
      `git cannot tell which files are the repository's (${said || String(error)}). It has to be a git repository: git init.`,
    );
  }
}
