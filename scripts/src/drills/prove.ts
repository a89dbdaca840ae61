import { rmSync } from "node:fs";
import { join } from "node:path";
import { CommandFailed, pnpm, type Shell } from "./shell.ts";
import { type Count, readTestReport } from "./test-report.ts";

/** A script of package.json with its arguments. */
export type Script = readonly [name: string, ...args: string[]];

/** What everything has to pass. */
export const everything: readonly Script[] = [["check"], ["test"]];

/** Runs scripts of the repository in a copy, each to its end, and counts the tests of the one called `test`. */
export async function prove(copy: string, scripts: readonly Script[], shell: Shell): Promise<Count> {
  const report = join(copy, ".local/test-report.json");
  rmSync(report, { force: true });
  const red = new Map<string, string>();
  for (const script of scripts) {
    await shell(copy, ...pnpm, ...script).catch((error: unknown) => {
      if (!(error instanceof CommandFailed)) throw error;
      red.set(script[0], error.message);
    });
  }
  const { passed, failed, retried } = readTestReport(report);
  // A red test says more than that its suite was red; a suite that is red without one counts for itself.
  if (failed.length > 0) red.delete("test");
  return { passed, failed: [...red.values(), ...failed], retried };
}
