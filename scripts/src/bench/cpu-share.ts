import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A part of a processor, as Lambda gives it to a function with so much memory. */
export interface CpuShare {
  readonly memoryMb: number;
  /** Puts a process under it, with all its threads. */
  confine(pid: number): void;
  remove(): void;
}

/** With this much a function has one whole processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const wholeCpuMb = 1_769;
/** Lambda's own scheduling period, as measured from inside of functions, in microseconds. */
const periodMicroseconds = 20_000;

/** A share by cgroups, of either version; undefined where this user or machine has none to make. */
export function openCpuShare(memoryMb: number): CpuShare | undefined {
  const quota = Math.max(1_000, Math.round((memoryMb / wholeCpuMb) * periodMicroseconds));
  const name = `bench-${process.pid}-${memoryMb}`;
  const attempts: [folder: string, settings: Readonly<Record<string, string>>][] = [
    ["/sys/fs/cgroup/cpu", { "cpu.cfs_period_us": String(periodMicroseconds), "cpu.cfs_quota_us": String(quota) }],
    ["/sys/fs/cgroup", { "cpu.max": `${quota} ${periodMicroseconds}` }],
  ];
  for (const [parent, settings] of attempts) {
    if (!existsSync(join(parent, "cgroup.procs"))) continue;
    const folder = join(parent, name);
    try {
      mkdirSync(folder);
      for (const [file, value] of Object.entries(settings)) writeFileSync(join(folder, file), value);
      return {
        memoryMb,
        confine: (pid) => writeFileSync(join(folder, "cgroup.procs"), String(pid)),
        remove: () => rmdirSync(folder),
      };
    } catch {
      removeQuietly(folder);
    }
  }
  return undefined;
}

function removeQuietly(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was not made.
  }
}
