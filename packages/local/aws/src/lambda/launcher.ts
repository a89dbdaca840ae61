import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A program of Node.js, its whole environment, and how long its process may take to be there. */
export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly startMs: number;
}

/** A process that runs. */
export interface Launched {
  readonly pid: number;
  /** Its output, its errors and a third one, which carries what the egress guard reports. */
  readonly outputs: readonly Socket[];
  /** How it has ended. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Sends a signal to it and to what it has started; does nothing once it has ended. */
  kill(signal: NodeJS.Signals): void;
}

/** What the launcher says of a program. */
interface Told {
  readonly id: number;
  readonly pid?: number;
  readonly refused?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
}

interface Launcher {
  readonly child: ChildProcess;
  readonly running: Map<number, Running>;
}

interface Running {
  hear(told: Told): void;
  open(descriptor: number, output: Socket): void;
  lose(reason: string): void;
}

const file = fileURLToPath(import.meta.resolve("./launcher.cjs"));
const folders = new Set<string>();
let launcher: Promise<Launcher> | undefined;
let count = 0;

/**
 * Starts a program by a small process that is there for it (launcher.cjs). It and all its programs end with this process,
 * however that ends, frozen ones included. Rejects with the system's reason when it cannot be started.
 */
export async function launch(program: Program): Promise<Launched> {
  // There a process costs its starter nothing, and ends with its Runtime API: it is never frozen.
  if (process.platform === "win32") return launchHere(program);
  const { args, cwd, env, startMs } = program;
  const id = ++count;
  const { child, running } = await currentLauncher();
  return new Promise((resolve, reject) => {
    const outputs: (Socket | undefined)[] = [undefined, undefined, undefined];
    const exited = Promise.withResolvers<Awaited<Launched["exited"]>>();
    let pid: number | undefined;
    let isThere = false;
    const timer = setTimeout(() => {
      // It is stopped, or stuck: the next launch starts another.
      child.kill("SIGKILL");
      refuse(`It was not there after ${startMs / 1000} s.`);
    }, startMs);
    const forget = (): void => {
      running.delete(id);
      if (running.size === 0) child.channel?.unref();
    };
    const refuse = (reason: string): void => {
      clearTimeout(timer);
      forget();
      for (const output of outputs) output?.destroy();
      reject(new Error(reason));
    };
    const resolveWhole = (): void => {
      const all = outputs.filter((output) => output !== undefined);
      if (pid === undefined || all.length < outputs.length) return;
      clearTimeout(timer);
      isThere = true;
      const kill = (signal: NodeJS.Signals): void => void (running.has(id) && child.send({ id, signal }, () => {}));
      resolve({ pid, outputs: all, exited: exited.promise, kill });
    };
    const end = (code: number | null, signal: string | null): void => {
      forget();
      exited.resolve({ code, signal });
    };
    running.set(id, {
      open(descriptor, output) {
        outputs[descriptor - 1] = output;
        resolveWhole();
      },
      hear(told) {
        if (told.refused !== undefined) refuse(told.refused);
        else if (told.pid === undefined) end(told.code ?? null, told.signal ?? null);
        else {
          ({ pid } = told);
          resolveWhole();
        }
      },
      lose(reason) {
        if (pid !== undefined) killGroup(pid);
        if (isThere) end(null, "SIGKILL");
        else refuse(reason);
      },
    });
    child.channel?.ref();
    child.send({ id, program: { args, cwd, env } }, (error) => error && running.get(id)?.lose(error.message));
  });
}

/** Starts it as a process of this one. */
export async function launchHere({ args, cwd, env }: Program): Promise<Launched> {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  const exited = new Promise<Awaited<Launched["exited"]>>(
    (resolve) => void child.once("exit", (code, signal) => resolve({ code, signal })),
  );
  await once(child, "spawn");
  const outputs = child.stdio.slice(1) as Socket[];
  return { pid: child.pid ?? 0, outputs, exited, kill: (signal) => void child.kill(signal) };
}

/** Has a folder removed when this process ends without doing it; gives what leaves it to this process again. */
export function removeAtEnd(folder: string): () => void {
  if (process.platform === "win32") return () => {};
  const tell = (to: Promise<Launcher> | undefined, message: object): void =>
    // Where no process can be started, none is left behind; the next launcher is told of the folder.
    void to?.then(
      ({ child }) => child.send(message, () => {}),
      () => {},
    );
  folders.add(folder);
  tell(currentLauncher(), { remove: folder });
  return () => {
    folders.delete(folder);
    tell(launcher, { keep: folder });
  };
}

/** The one that is there; another is started in the place of one that could not be, or has ended. */
function currentLauncher(): Promise<Launcher> {
  if (launcher !== undefined) return launcher;
  const starting = startLauncher();
  launcher = starting;
  starting.catch(() => {
    if (launcher === starting) launcher = undefined;
  });
  return starting;
}

async function startLauncher(): Promise<Launcher> {
  const running: Launcher["running"] = new Map();
  // The path of a socket may have 103 bytes on macOS.
  const folder = mkdtempSync(join(tmpdir(), "aws-"));
  const path = join(folder, "outputs");
  const server = createServer((output) => {
    readHead(output, (id, descriptor) => {
      const program = running.get(id);
      if (program === undefined) output.destroy();
      else program.open(descriptor, output);
    });
  });
  server.unref();
  const lose = (reason: string): void => {
    launcher = undefined;
    server.close();
    rmSync(folder, { recursive: true, force: true });
    for (const program of running.values()) program.lose(reason);
  };
  try {
    await new Promise<void>((resolve, reject) => void server.once("error", reject).listen(path, resolve));
    const child = spawn(process.execPath, [file, path, folder], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // A session of its own: a terminal's signals are not for it.
      detached: true,
      env: {},
    });
    child.unref();
    child.channel?.unref();
    child.on("message", (told: Told) => running.get(told.id)?.hear(told));
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("spawn", resolve);
    });
    child.once("exit", () => lose("What starts the processes of functions has ended."));
    for (const left of folders) child.send({ remove: left }, () => {});
    return { child, running };
  } catch (error) {
    lose(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Reads the line by which the launcher says whose output this is; what follows is the program's. */
function readHead(output: Socket, then: (id: number, descriptor: number) => void): void {
  let head = "";
  output.on("error", () => {});
  const read = (): void => {
    for (let byte = output.read(1) as Buffer | null; byte !== null; byte = output.read(1) as Buffer | null) {
      if (byte[0] !== 10) head += byte.toString("latin1");
      else {
        output.off("readable", read);
        const [id, descriptor] = head.split(" ").map(Number);
        then(id ?? 0, descriptor ?? 0);
        return;
      }
    }
  };
  output.on("readable", read);
}

/** Of a program whose launcher is gone. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
