import { execFile } from "node:child_process";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { type Command, CommanderError } from "commander";
import { cliqProgram } from "../program.ts";

const run = promisify(execFile);

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `pnpm cliq <args>` in this process, which has loaded the SDK already, with this environment and stdin and no
 * terminal; one run at a time. Never rejects but for a bug: a failing command is a result.
 */
export async function runCliq(args: readonly string[], environment: NodeJS.ProcessEnv, input = ""): Promise<Ended> {
  const mine = last.then(() => runHere(args, environment, input));
  last = mine.catch(() => {});
  return mine;
}

async function runHere(args: readonly string[], environment: NodeJS.ProcessEnv, input: string): Promise<Ended> {
  const { env, exitCode, stdout, stderr } = process;
  const stdin = Object.getOwnPropertyDescriptor(process, "stdin")!;
  const [write, writeError] = [stdout.write, stderr.write];
  const ended = { code: 0, stdout: "", stderr: "" };
  const collect =
    (stream: "stdout" | "stderr") =>
    (chunk: unknown): boolean => {
      ended[stream] += String(chunk);
      return true;
    };
  process.env = { ...environment };
  process.exitCode = undefined;
  Object.defineProperty(process, "stdin", { configurable: true, value: Readable.from(input === "" ? [] : [input]) });
  stdout.write = collect("stdout") as typeof write;
  stderr.write = collect("stderr") as typeof writeError;
  try {
    const program = cliqProgram();
    for (const command of withSubcommands(program)) command.exitOverride();
    await program.parseAsync(args, { from: "user" });
    ended.code = Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    ended.code = error.exitCode;
  } finally {
    Object.assign(stdout, { write });
    Object.assign(stderr, { write: writeError });
    Object.defineProperty(process, "stdin", stdin);
    process.env = env;
    process.exitCode = exitCode;
  }
  return ended;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Runs `pnpm cliq <args>` of a repository as a process of its own. Never rejects: a failing command is a result. */
export async function runCliqIn(root: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  try {
    const options = { cwd: root, env: environment, timeout: 300_000, maxBuffer: 16 * 1024 * 1024 };
    const { stdout, stderr } = await run(process.execPath, ["scripts/src/cliq.ts", ...args], options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    return { code: failed.code ?? 1, stdout: failed.stdout ?? "", stderr: failed.stderr ?? String(error) };
  }
}
