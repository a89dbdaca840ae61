import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

const renewMs = 10_000;
/** Of a holder that cannot be asked whether it lives: how long it may leave its lock as it is. */
const unrenewedMs = 120_000;

/**
 * Takes a lock: a folder that names the process which holds it, and appears whole, by a rename. A process holds it for as
 * long as it lives, however slow it is and whatever a clock says, asleep with its laptop or stopped by a debugger; one that
 * is dead holds nothing. Gives what releases it, or nothing while somebody else has it.
 */
export function takeLock(path: string): (() => void) | undefined {
  const holder = readHolder(path);
  if (holder !== undefined && isHeld(path, holder)) return undefined;
  if (existsSync(path)) removeLock(path, holder);
  const mine = `${thisProcess()}\n${randomUUID()}`;
  const draft = `${path}-${randomUUID()}`;
  mkdirSync(draft);
  try {
    writeFileSync(join(draft, "holder"), mine);
    if (!moveUnlessThere(draft, path)) return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  const renewing = setInterval(() => renew(path, mine), renewMs);
  renewing.unref();
  return () => {
    clearInterval(renewing);
    removeLock(path, mine);
  };
}

/** Moves a folder to its place, by one step; false when another was there before, which is as good. */
export function moveUnlessThere(draft: string, place: string): boolean {
  try {
    renameSync(draft, place);
    return true;
  } catch (error) {
    // ENOTEMPTY, EEXIST, ENOTDIR, and on Windows EPERM or EACCES: what is there tells, not the code.
    if (existsSync(place)) return false;
    throw error;
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

/** Locks of holders that cannot be asked: since when, by our own clock, they look as they do. */
const watched = new Map<string, { look: string; sinceMs: number }>();

function isHeld(path: string, holder: string): boolean {
  const lives = isAlive(holder.split("\n", 1)[0] ?? "");
  if (lives !== undefined) return lives;
  const look = `${holder} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`;
  const known = watched.get(path);
  if (known?.look === look) return performance.now() - known.sinceMs < unrenewedMs;
  watched.set(path, { look, sinceMs: performance.now() });
  return true;
}

function renew(path: string, mine: string): void {
  if (readHolder(path) === mine) utimesSync(path, new Date(), new Date());
}

function readHolder(path: string): string | undefined {
  try {
    return readFileSync(join(path, "holder"), "utf8");
  } catch {
    return undefined;
  }
}

/** Removes a lock of this holder. It is moved aside first: only then it is certain that nobody has taken it meanwhile. */
function removeLock(path: string, holder: string | undefined): void {
  const aside = `${path}-${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readHolder(aside) !== holder) moveUnlessThere(aside, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
