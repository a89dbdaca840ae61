import { Stryker } from "@stryker-mutator/core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How well the tests of a room notice what breaks. */
export interface RoomScore {
  readonly room: string;
  /** Those noticed, of those that could be. */
  readonly percent: number;
  /** Absent where only some files were tried. */
  readonly leastPercent?: number;
  readonly killed: number;
  readonly survivors: readonly MutantLine[];
  /** What nothing can notice: the code says so, with the reason. */
  readonly setAside: readonly MutantLine[];
}

/** Counted from one. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A change of one place in the source. */
export interface MutantLine {
  /** From the room's folder. */
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  /** What stands there. */
  readonly was: string;
  readonly replacement: string;
  readonly reason?: string;
}

/** Which room, and how it is tried. */
export interface Trial {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Patterns of what is mutated, from that folder. */
  readonly sources: readonly string[];
  readonly leastPercent?: number;
  readonly concurrency?: number;
  /** Only what changed since the last time, its source or its tests. */
  readonly incremental?: boolean;
  /** Nothing is printed. */
  readonly json?: boolean;
}

/** Lets Stryker try every mutant in copies of the room, and prints those that survived. */
export async function mutateRoom(trial: Trial): Promise<RoomScore> {
  const { name, folder, sources, leastPercent, json = false } = trial;
  const onTerminal = process.stdout.isTTY;
  const printed = json ? [] : ["clear-text", onTerminal ? "progress" : "progress-append-only"];
  // Not typed: Stryker's names of log levels are an enum that only its own code can read.
  const options: object = {
    testRunner: "vitest",
    plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
    vitest: { configFile: join(import.meta.dirname, "vitest.config.ts"), related: false },
    mutate: [...sources],
    // The copies are below the room and have its tsconfig.json above them: in them, what it extends would not be found.
    ignorePatterns: [".local", "tsconfig*.json"],
    tsconfigFile: "none",
    disableTypeChecks: false,
    tempDirName: ".local/mutate",
    cleanTempDir: "always",
    // What never ends is mostly found by counting how often the place is reached; a busy machine is not taken for it.
    timeoutMS: 60_000,
    timeoutFactor: 4,
    incremental: trial.incremental ?? false,
    incrementalFile: ".local/mutate.json",
    reporters: printed,
    clearTextReporter: { reportTests: false, logTests: false, skipFull: true },
    allowConsoleColors: onTerminal,
    thresholds: { high: leastPercent ?? 85, low: leastPercent ?? 85, break: null },
    logLevel: json ? "off" : "warn",
    warnings: false,
    ...(trial.concurrency === undefined ? {} : { concurrency: trial.concurrency }),
  };
  const before = process.cwd();
  process.chdir(folder);
  const results = await new Stryker(options).runMutationTest().finally(() => process.chdir(before));
  const having = (...wanted: string[]): MutantLine[] =>
    results
      .filter(({ status }) => wanted.includes(status))
      .map(({ fileName, location, mutatorName, replacement, statusReason }) => ({
        file: fileName.slice(folder.length + 1),
        line: location.start.line,
        mutator: mutatorName,
        was: textAt(fileName, location),
        replacement,
        ...(statusReason === undefined ? {} : { reason: statusReason }),
      }));
  const [killed, survivors] = [having("Killed", "Timeout").length, having("Survived", "NoCoverage")];
  const tried = killed + survivors.length;
  return {
    room: name,
    percent: tried === 0 ? 100 : (killed / tried) * 100,
    ...(leastPercent === undefined ? {} : { leastPercent }),
    killed,
    survivors,
    setAside: having("Ignored"),
  };
}

function textAt(path: string, { start, end }: { readonly start: Position; readonly end: Position }): string {
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? "").slice(0, end.column - 1));
  return lines.join("\n").slice(start.column - 1);
}
