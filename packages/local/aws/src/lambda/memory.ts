import { readFileSync } from "node:fs";

/** How often the memory of a process that runs is looked at, in milliseconds. */
export const memoryCheckMs = 100;

/** The memory that is a process's own, without the files it maps, in MB; undefined where the system does not tell it that way (it does on Linux). */
export function ownMemoryMb(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
