import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How a script of package.json ended. */
export interface ScriptRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `pnpm <script> …` of a copy with Node's own runner, because pnpm would install again in a folder it does not
 * know. Never rejects: a failing script is a result.
 */
export async function runScript(root: string, script: string, args: readonly string[]): Promise<ScriptRun> {
  const options = { cwd: root, timeout: 240_000, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout, stderr } = await run(process.execPath, ["--run", script, "--", ...args], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    return { code: failed.code ?? 1, stdout: failed.stdout ?? "", stderr: failed.stderr ?? "" };
  }
}
