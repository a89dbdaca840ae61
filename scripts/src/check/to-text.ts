import type { Ended } from "./run-steps.ts";

/** What is said of a step once it has ended: a line, and of one that failed before it all that it printed. */
export function toText({ name, passed, seconds, output }: Ended): string {
  const line = `${passed ? "✓" : "✗"} ${name} ${toSeconds(seconds)}\n`;
  return passed ? line : `\n${output.trimEnd()}\n${line}\n`;
}

/** The last lines: what passed and how long it took, or what helps. */
export function toSummary(all: readonly Ended[], seconds: number): string {
  const failed = all.filter(({ passed }) => !passed);
  const remedies = failed.map(({ name, remedy }) => `${name}: ${remedy}\n`).join("");
  const count = `${all.length - failed.length} of ${all.length} steps passed in ${toSeconds(seconds)}`;
  return failed.length === 0
    ? `check: ${count}\n`
    : `${remedies}check: ${count}, failed: ${failed.map(({ name }) => name).join(", ")}\n`;
}

function toSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
