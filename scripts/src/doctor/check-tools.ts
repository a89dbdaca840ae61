import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..");

/** Whether this Node is of the major version in .nvmrc, which strips types and is what Lambda runs. */
export function checkNode(version: string = process.versions.node): Diagnosis<undefined> {
  const wanted = readFileSync(join(root, ".nvmrc"), "utf8").trim();
  if (version.split(".", 1)[0] === wanted) return fine(version);
  return broken(
    `${version}, but the repository is written for ${wanted}`,
    "Run it through pnpm, which brings its own Node: pnpm cliq doctor …",
  );
}

/** Whether pnpm is of the pinned major version. */
export async function checkPnpm(): Promise<Diagnosis<undefined>> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };
  const wanted = manifest.packageManager.replace("pnpm@", "");
  const version = await pnpmVersion();
  const remedy = "pnpm <script>, or corepack enable.";
  if (version === undefined) return doubtful("not found on the PATH", remedy);
  if (version.split(".", 1)[0] === wanted.split(".", 1)[0]) return fine(version);
  return doubtful(`${version}, pinned is ${wanted}`, remedy);
}

/** Of the pnpm that runs this script, which tells scripts its name; else of the one on the PATH. */
async function pnpmVersion(): Promise<string | undefined> {
  const [, running] = /^pnpm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "") ?? [];
  if (running !== undefined) return running;
  // Away from the repository, whose pin makes pnpm fetch that version and report it.
  return run("pnpm", ["--version"], { cwd: "/", timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
