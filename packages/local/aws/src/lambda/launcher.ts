import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program of Node.js, and who hears of it. */
export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A line of its output, of its errors, or of its third pipe. */
  onLine(descriptor: number, line: string): void;
  /** It has ended, and all its lines were told. */
  onClose(code: number | null, signal: string | null): void;
}

/** A process that runs. */
export interface Launched {
  readonly pid: number;
  /** Sends a signal; does nothing once it has ended. */
  kill(signal: NodeJS.Signals): void;
}

/** What the launcher says of a program. */
interface Told {
  readonly id: number;
  readonly pid?: number;
  readonly refused?: string;
  readonly descriptor?: number;
  readonly text?: string;
  readonly code?: number | null;
  readonly signal?: string | null;
}

const file = fileURLToPath(import.meta.resolve("./launcher.cjs"));
const running = new Map<number, { hear(told: Told): void; lose(reason: string): void }>();
const folders = new Set<string>();
let launcher: ChildProcess | undefined;
let count = 0;

/**
 * Starts a program by a small process that is there for it (launcher.cjs). It and all its programs end with this process,
 * however that ends, frozen ones included. Rejects with the system's reason when it cannot be started.
 */
export function launch(program: Program): Promise<Launched> {
  const { args, cwd, env } = program;
  const id = ++count;
  return new Promise((resolve, reject) => {
    const rest = new Map<number, string>();
    let pid: number | undefined;
    const kill = (signal: NodeJS.Signals): void => {
      if (pid === undefined || !running.has(id)) return;
      try {
        process.kill(pid, signal);
      } catch {
        // It has just ended.
      }
    };
    const close = (code: number | null, signal: string | null): void => {
      running.delete(id);
      for (const [descriptor, line] of rest) if (line !== "") program.onLine(descriptor, line);
      // Whoever waits for the start hears of that first.
      setImmediate(() => program.onClose(code, signal));
    };
    running.set(id, {
      hear(told) {
        if (told.refused !== undefined) {
          running.delete(id);
          reject(new Error(told.refused));
        } else if (told.pid !== undefined) {
          pid = told.pid;
          resolve({ pid, kill });
        } else if (told.descriptor !== undefined) {
          const lines = `${rest.get(told.descriptor) ?? ""}${told.text ?? ""}`.split(/\r?\n/u);
          rest.set(told.descriptor, lines.pop() ?? "");
          for (const line of lines) program.onLine(told.descriptor, line);
        } else close(told.code ?? null, told.signal ?? null);
      },
      lose(reason) {
        kill("SIGKILL");
        reject(new Error(reason));
        if (pid === undefined) running.delete(id);
        else close(null, "SIGKILL");
      },
    });
    tell({ id, program: { args, cwd, env } });
  });
}

/** Has a folder removed when this process ends without doing it; gives what leaves it to this process again. */
export function removeAtEnd(folder: string): () => void {
  folders.add(folder);
  tell({ remove: folder });
  return () => {
    folders.delete(folder);
    tell({ keep: folder });
  };
}

function tell(message: object): void {
  launcher ??= startLauncher();
  // What cannot be told is heard of by its end.
  launcher.send(message, () => {});
}

function startLauncher(): ChildProcess {
  const isWindows = process.platform === "win32";
  const child = spawn(process.execPath, [file], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // A session of its own: a terminal's signals are not for it.
    detached: !isWindows,
    windowsHide: true,
    env: isWindows ? { SYSTEMROOT: process.env["SYSTEMROOT"] ?? "C:\\Windows" } : {},
  });
  child.unref();
  child.channel?.unref();
  child.on("message", (told: Told) => running.get(told.id)?.hear(told));
  const lose = (reason: string): void => {
    if (launcher !== child) return;
    launcher = undefined;
    for (const program of running.values()) program.lose(reason);
    for (const folder of folders) tell({ remove: folder });
  };
  child.once("error", ({ message }) => lose(message));
  child.once("exit", () => lose("What starts the processes of functions has ended."));
  return child;
}
