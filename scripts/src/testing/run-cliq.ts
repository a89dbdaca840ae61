import { execFile } from "node:child_process";
import { Readable, Writable } from "node:stream";
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
  return runHere(environment, input, async () => {
    const program = cliqProgram();
    for (const command of withSubcommands(program)) command.exitOverride();
    await program.parseAsync(args, { from: "user" });
  });
}

/** Runs a verb's own function in the same way. */
export async function runHere(
  environment: NodeJS.ProcessEnv,
  input: string,
  verb: () => Promise<void>,
): Promise<Ended> {
  const mine = last.then(() => captured(environment, input, verb));
  last = mine.catch(() => {});
  return mine;
}

async function captured(environment: NodeJS.ProcessEnv, input: string, verb: () => Promise<void>): Promise<Ended> {
  const { env, exitCode } = process;
  const streams = ["stdin", "stdout", "stderr"] as const;
  const own = streams.map((name) => Object.getOwnPropertyDescriptor(process, name)!);
  const [stdout, stderr] = [collector(), collector()];
  const replaced = [Readable.from(input === "" ? [] : [input]), stdout.stream, stderr.stream];
  const replace = (name: string, value: unknown): void =>
    void Object.defineProperty(process, name, { configurable: true, value });
  process.env = { ...environment };
  process.exitCode = undefined;
  for (const [index, name] of streams.entries()) replace(name, replaced[index]);
  let code = 0;
  try {
    await verb();
    code = exitCodeNow();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode;
  } finally {
    for (const [index, name] of streams.entries()) Object.defineProperty(process, name, own[index]!);
    process.env = env;
    process.exitCode = exitCode;
  }
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** What the verb has set; read by a function, for nothing here sets it. */
function exitCodeNow(): number {
  return Number(process.exitCode ?? 0);
}

function collector(): { readonly stream: Writable; text(): string } {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, written) {
      text += String(chunk);
      written();
    },
  });
  return { stream, text: () => text };
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
