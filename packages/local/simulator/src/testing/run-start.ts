import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A running `pnpm start`. */
export interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => Promise<string>;
  readonly stderr: Promise<string>;
  readonly code: Promise<number | null>;
}

/** Runs `start` with these options as a process of its own; whoever calls it ends it. */
export function runStart(...options: string[]): Started {
  return runStartUnder([], ...options);
}

/** Like {@link runStart}, with options of Node itself. */
export function runStartUnder(nodeOptions: readonly string[], ...options: string[]): Started {
  const main = join(import.meta.dirname, "..", "start", "main.ts");
  const child = spawn(process.execPath, [...nodeOptions, main, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const code = once(child, "exit").then(([exit]) => exit as number | null);
  return { child, stdout: () => text(child.stdout), stderr: text(child.stderr), code };
}
