import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";

/** https://sqlite.org/rescode.html: somebody else has the lock; the path is a folder, or a file of another kind. */
const [isBusy, isNoFile, isNoDatabase] = [5, 14, 26];

/** A handle that is forgotten would be closed, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Takes a lock: a file, empty and left where it is, that the system locks for this process, by SQLite, on every platform. So
 * it is held for as long as the process lives, however slow it is and whatever a clock says, asleep with its laptop or
 * stopped by a debugger, and by nobody who is dead. Gives what releases it, or nothing while somebody else has it.
 */
export function takeLock(path: string): (() => void) | undefined {
  for (let isSecond = false; ; isSecond = true) {
    let file: DatabaseSync | undefined;
    try {
      file = new DatabaseSync(path, { timeout: 0 });
      file.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    } catch (error) {
      file?.close();
      const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
      if (code === isBusy) return undefined;
      // A lock of an earlier release.
      if (isSecond || !existsSync(path) || (code !== isNoFile && code !== isNoDatabase)) throw error;
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    const mine = file;
    held.add(mine);
    return () => {
      if (held.delete(mine)) mine.close();
    };
  }
}

/** Moves a folder to its place, by one step; false when another was there before, which is as good. */
export function moveUnlessThere(draft: string, place: string): boolean {
  for (;;) {
    try {
      renameSync(draft, place);
      return true;
    } catch (error) {
      // ENOTEMPTY, EEXIST, ENOTDIR, and on Windows EPERM or EACCES: what is there tells, not the code.
      if (existsSync(place)) return false;
      // What was there is gone by now.
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
  }
}

/** This process, by what no later one with its id has: where it runs, and when it began. */
export function thisProcess(): string {
  return `${hostname()} ${process.pid} ${birthOf(process.pid)}`;
}

/** Whether a process named by {@link thisProcess} lives; `undefined` where that cannot be told, such as for another container. */
export function isAlive(named: string): boolean | undefined {
  const [host, pid, ...began] = named.split(" ");
  if (host !== hostname()) return undefined;
  const birth = birthOf(Number(pid));
  if (birth !== "unknown") return birth === began.join(" ");
  try {
    process.kill(Number(pid), 0);
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" ? undefined : false;
  }
}

/** When a process began, in the words of its system; "none" when there is no such process, a dead one that was not buried included. */
function birthOf(pid: number): string {
  if (process.platform === "win32") return "unknown";
  try {
    if (process.platform === "linux") {
      // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in brackets may hold anything.
      const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, "latin1").split(")").at(-1)?.trim().split(" ") ?? [];
      return state === "Z" || state === "X" ? "none" : (rest[18] ?? "unknown");
    }
    // Whoever asks, in whatever language and time zone, has to be told the same.
    const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    const said = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8", env });
    const [state = "", ...began] = said.trim().split(/\s+/u);
    return state.startsWith("Z") ? "none" : began.join(" ");
  } catch {
    return "none";
  }
}
