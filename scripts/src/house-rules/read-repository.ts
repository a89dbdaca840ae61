import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file of a repository that git knows or would take, from its root. */
export function listFiles(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}

/** The text of a file of a repository. */
export function readText(root: string, path: string): string {
  return readFileSync(join(root, path), "utf8");
}
