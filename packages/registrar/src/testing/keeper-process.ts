import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

/** A token keeper in an operating-system process of its own, cold. */
export interface KeeperProcess {
  readonly process: ChildProcess;
  /** What it answered, or the name of its error. */
  readonly answer: Promise<{ expiresAt: number } | { error: string }>;
  /** All it wrote to its log, once it has ended. */
  readonly log: Promise<string>;
}

/** Starts the bundled keeper as a process and invokes it once. */
export function startKeeperProcess(
  bundle: string,
  environment: Readonly<Record<string, string>>,
  event: object,
): KeeperProcess {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const answer = await handler(${JSON.stringify(event)}).catch((error) => ({ error: error.name }));
    process.send(answer, () => process.exit());
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const { promise, resolve } = Promise.withResolvers<{ expiresAt: number } | { error: string }>();
  child.once("message", (message) => resolve(message as { expiresAt: number } | { error: string }));
  const chunks: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  child.once("exit", () => resolve({ error: "the process ended" }));
  const log = new Promise<string>((resolve) => void child.once("close", () => resolve(chunks.join(""))));
  return { process: child, answer: promise, log };
}
