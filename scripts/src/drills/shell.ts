import { spawn } from "node:child_process";

/** Runs a command of a drill. Throws {@link CommandFailed}. */
export type Shell = (cwd: string, command: string, ...args: readonly string[]) => Promise<void>;

/** A command of a drill that ended otherwise than by 0. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

const atMostMinutes = 15;

/**
 * Opens a shell that hands on what commands print. Commands see this process's environment without what pnpm
 * and vitest add to it, so that a copy is found and installed as it would be by hand; how to reach a registry stays.
 */
export function openShell(write: (printed: string) => void, environment: Readonly<Record<string, string>>): Shell {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|pnpm_|vitest|node_(env|path|options)$|init_cwd)/i.test(name),
  );
  const env = { ...Object.fromEntries(inherited), CI: "true", ...environment };
  return async (cwd, command, ...args) =>
    new Promise((resolve, reject) => {
      const line = [command, ...args].join(" ");
      write(`\n$ ${line}\n`);
      const child = spawn(command, args, {
        cwd,
        env,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: atMostMinutes * 60_000,
      });
      child.stdout.setEncoding("utf8").on("data", write);
      child.stderr.setEncoding("utf8").on("data", write);
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (code === 0) resolve();
        else reject(new CommandFailed(`\`${line}\` ended by ${signal ?? code}`));
      });
    });
}

/** `npx pnpm …` of the version that the repository is built with, as its documentation says it. */
export const pnpm = ["npx", "--yes", "pnpm@12.21.0"] as const;

/** Installs what a copy's packages ask for, changing its lockfile where they have changed; from the store where it can. */
export async function install(copy: string, shell: Shell): Promise<void> {
  await shell(copy, ...pnpm, "install", "--no-frozen-lockfile", "--prefer-offline");
}
