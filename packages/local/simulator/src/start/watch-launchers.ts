import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const pollMs = 500;
/** Programs that run a script of package.json by way of others, which stay when one of them is killed. */
const packageManager = /(?:^|[\s/\\])(?:npm|npx|pnpm|pnpx|yarn|corepack)(?:-cli)?(?:\.\w+)?(?=$|\s|@)/u;
/** What ends while it leaves others to run on purpose. */
const shell = /^\S*sh(?:\s|$)/u;

interface Ancestor {
  readonly processId: number;
  readonly command: string;
}

/**
 * Calls `then` once the process that started this one is gone, however it ended, or one of the package managers above it:
 * `npx` that is killed leaves a shell, pnpm and this process behind. Only a shell that has started it directly may go: it
 * was told to leave it running. This keeps nothing running by itself.
 */
export function watchLaunchers(then: () => void): void {
  const launchers = findLaunchers(process.ppid, readAncestor);
  const timer = setInterval(() => {
    if (launchers.every(isRunning)) return;
    clearInterval(timer);
    then();
  }, pollMs);
  timer.unref();
}

/** The parent, and what is above it up to the last package manager; a shell above that is somebody's terminal. */
export function findLaunchers(
  parent: number,
  read: (processId: number) => (Ancestor & { readonly parent: number }) | undefined,
): number[] {
  const chain: Ancestor[] = [];
  for (let ancestor = read(parent); ancestor !== undefined; ancestor = read(ancestor.parent)) chain.push(ancestor);
  const isLauncher = ({ command }: Ancestor, index: number): boolean =>
    !shell.test(command) && (index === 0 || packageManager.test(command));
  return chain.slice(0, chain.findLastIndex(isLauncher) + 1).map(({ processId }) => processId);
}

function readAncestor(processId: number): (Ancestor & { parent: number }) | undefined {
  if (processId <= 1 || process.platform === "win32") return undefined;
  try {
    if (process.platform === "linux") {
      const fields = readFileSync(`/proc/${processId}/stat`, "latin1").split(")").at(-1)?.trim().split(" ") ?? [];
      const command = readFileSync(`/proc/${processId}/cmdline`, "utf8").replaceAll("\0", " ");
      return { processId, command, parent: Number(fields[1]) };
    }
    const said = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(processId)], { encoding: "utf8" });
    const [, parent, command = ""] = /^\s*(\d+)\s+(.*)/u.exec(said) ?? [];
    return { processId, command, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Somebody else's process runs as well.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
