import { spawn } from "node:child_process";
import type { Step } from "./steps.ts";

/** How a step ended. */
export interface Ended extends Step {
  readonly passed: boolean;
  readonly seconds: number;
  /** All that it printed, in its order. */
  readonly output: string;
}

/** Runs steps in a folder, so many at once, and tells of each as it ends; one that fails stops no other. */
export async function runSteps(
  steps: readonly Step[],
  { folder, atOnce, tell }: { readonly folder: string; readonly atOnce: number; readonly tell: (ended: Ended) => void },
): Promise<readonly Ended[]> {
  const waiting = [...steps];
  const all: Ended[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const ended = await runStep(step, folder);
      all.push(ended);
      tell(ended);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return all;
}

async function runStep(step: Step, cwd: string): Promise<Ended> {
  const startedMs = performance.now();
  const child = spawn(step.command, { cwd, shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const passed = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => {
      output += `${error.message}\n`;
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
  return { ...step, passed, seconds: (performance.now() - startedMs) / 1_000, output };
}
