import { execFileSync } from "node:child_process";

/** Whether a process runs, frozen or not; one that ended and waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}
