import { execFileSync } from "node:child_process";

/**
 * What differs from a commit in the working tree of a repository: staged, committed since or in no commit yet. Throws where
 * git does not know the commit.
 */
export function changedFiles(root: string, since: string): readonly string[] {
  const git = (...args: string[]): string[] =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })
      .split("\0")
      .filter((path) => path !== "");
  try {
    return [
      ...git("diff", "--name-only", "--no-renames", "--relative", "-z", since, "--"),
      ...git("ls-files", "--others", "--exclude-standard", "-z"),
    ].toSorted();
  } catch (cause) {
    const { stderr = "" } = cause as { stderr?: string };
    throw new Error(
      `git cannot compare with "${since}", name a commit or a branch that it knows: ${stderr.trim() || String(cause)}`,
      { cause },
    );
  }
}
