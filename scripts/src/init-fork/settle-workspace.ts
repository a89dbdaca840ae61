import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CannotFork } from "./cannot-fork.ts";

/** Has pnpm write the lockfile and link the packages by their new names, and the formatter put lines in its order. */
export async function settleWorkspace(root: string): Promise<void> {
  const { packageManager } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    packageManager: string;
  };
  const install = ["install", "--no-frozen-lockfile", "--prefer-offline", "--config.confirmModulesPurge=false"];
  const { code, said } = await runPnpm(root, packageManager, install);
  if (code !== 0) {
    throw new CannotFork(
      `All files are changed, but pnpm could not update the lockfile. When it can, as soon as the npm registry is reached, run: ` +
        `npx ${packageManager} install --no-frozen-lockfile && npx ${packageManager} run format\nIt said:\n${lastLines(said)}`,
    );
  }
  const formatted = await run(root, process.execPath, ["--run", "format"]);
  if (formatted.code !== 0) throw new CannotFork(`The formatter failed: ${lastLines(formatted.said)}`);
}

/** By the pnpm that runs this script; else npm fetches the pinned one. */
async function runPnpm(root: string, packageManager: string, args: readonly string[]): Promise<Ran> {
  const running = process.env.npm_execpath ?? "";
  if (!basename(running).startsWith("pnpm")) return run(root, "npx", ["--yes", packageManager, ...args]);
  return /\.[cm]?js$/.test(running) ? run(root, process.execPath, [running, ...args]) : run(root, running, args);
}

interface Ran {
  readonly code: number;
  readonly said: string;
}

async function run(root: string, program: string, args: readonly string[]): Promise<Ran> {
  const isScript = process.platform === "win32" && program === "npx";
  const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], shell: isScript });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code: code ?? 1, said };
  } catch (error) {
    return { code: 1, said: String(error) };
  }
}

function lastLines(said: string): string {
  return said.trim().split("\n").slice(-5).join("\n");
}
