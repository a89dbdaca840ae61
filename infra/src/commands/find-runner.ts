import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const repository = join(import.meta.dirname, "../../..");
const patienceMs = 10_000;
/** Folders that npx and pnpm put before the PATH of what they run: a shell does not know them. */
const ofRunners = /[\\/](?:_npx|\.tools|node_modules[\\/]\.bin)[\\/]/u;

/**
 * What runs the repository's scripts in a shell of this machine: `pnpm` where that is the release which package.json names
 * (`pnpm@1.2.3`), else npx with that release.
 */
export function findRunner(packageManager: string, environment: NodeJS.ProcessEnv = process.env): string {
  const byNpx = `npx ${packageManager}`;
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => !ofRunners.test(`${folder}/`));
  const names = process.platform === "win32" ? ["pnpm.cmd", "pnpm.exe"] : ["pnpm"];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
  if (found === undefined) return byNpx;
  const { stdout } = spawnSync(found, ["--version"], {
    cwd: repository,
    encoding: "utf8",
    timeout: patienceMs,
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
    // Corepack would fetch a release that is not there, and ask first.
    env: { ...environment, PATH: folders.join(delimiter), COREPACK_ENABLE_NETWORK: "0" },
  });
  return `pnpm@${stdout?.trim()}` === packageManager.replace(/\+.*$/u, "") ? "pnpm" : byNpx;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
