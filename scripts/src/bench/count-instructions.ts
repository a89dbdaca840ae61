import { execFileSync } from "node:child_process";
import type { Click } from "./clicks.ts";
import { countRun } from "./count-run.ts";

/** Whether instructions can be counted here. */
export function hasValgrind(): boolean {
  try {
    execFileSync("valgrind", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** One thread, no compiler and no chance in V8: the count repeats to a few in a hundred thousand. */
const steady = ["--jitless", "--single-threaded", "--hash-seed=1", "--random-seed=1", "--expose-gc"];
const valgrind = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];

/** Instructions of a process that starts, answers a click and then `warmCalls` twice over. */
export async function countInstructions(
  folder: string,
  click: Click,
  environment: Readonly<Record<string, string>>,
  warmCalls = 0,
): Promise<number> {
  let counted = "";
  await countRun(folder, click, environment, {
    command: ["valgrind", ...valgrind, process.execPath, ...steady],
    warmCalls,
    stderr: (text) => (counted = text),
  });
  const [, number] = /I +refs: +([\d,]+)/.exec(counted) ?? [];
  if (number === undefined) throw new Error(`valgrind counted nothing: ${counted.slice(-500)}`);
  return Number(number.replaceAll(",", ""));
}
