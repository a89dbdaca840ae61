import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

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
