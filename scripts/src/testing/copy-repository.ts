import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The repository this file is in. */
export const repository = join(import.meta.dirname, "../../..");

/** A copy of the repository's files to change at will, on the same installed dependencies; its own workspace links. */
export function copyRepository(): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
    cwd: repository,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && existsSync(join(repository, name)))) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(repository, file), join(root, file));
  }
  for (const links of globSync("{packages/*,packages/local/*,packages/actions/src/*,infra,scripts}/node_modules", {
    cwd: repository,
  })) {
    cpSync(join(repository, links), join(root, links), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"), "junction");
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
