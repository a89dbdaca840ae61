import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { copyRepository, repository } from "../testing/copy-repository.ts";
import type { waitBudgets } from "./budgets.ts";

/** Seconds, one for each round. */
export type Waits = Readonly<Record<keyof typeof waitBudgets, readonly number[]>>;

/**
 * Synthesises and starts the actions that tests own, in a copy of the repository: nothing of the repository is kept,
 * removed or edited. Files have been read before, as on a machine that has just installed them.
 */
export async function measureWaits(rounds: number): Promise<Waits> {
  const copy = copyRepository();
  const { root } = copy;
  const seconds: Record<keyof Waits, number[]> = {
    synthNothingKept: [],
    synthAllKept: [],
    startNothingKept: [],
    startUnchanged: [],
    startEdited: [],
  };
  try {
    keepInCopy(root);
    for (let round = 0; round < rounds; round += 1) {
      forget(root);
      seconds.synthNothingKept.push(await synthesise(root));
      seconds.synthAllKept.push(await synthesise(root));
      forget(root);
      seconds.startNothingKept.push(await start(root));
      seconds.startUnchanged.push(await start(root));
      appendFileSync(join(root, actions, "echo/action.ts"), `// Edit ${round}\n`);
      seconds.startEdited.push(await start(root));
    }
  } finally {
    copy.remove();
  }
  return seconds;
}

const actions = "infra/src/testing/actions";

/** What a copy keeps below node_modules stays in the copy: only its packages are the repository's. */
function keepInCopy(root: string): void {
  const modules = join(root, "node_modules");
  rmSync(modules);
  mkdirSync(modules);
  symlinkSync(join(repository, "node_modules/.pnpm"), join(modules, ".pnpm"), "junction");
}

/** Removes the bundles and assemblies that are kept. */
function forget(root: string): void {
  for (const folder of ["node_modules/.cache", ".local"]) rmSync(join(root, folder), { recursive: true, force: true });
}

/** Runs the CDK app as `start` does, from its start to its end. */
async function synthesise(root: string): Promise<number> {
  const outdir = join(root, ".local/bench");
  rmSync(outdir, { recursive: true, force: true });
  const env = {
    ...process.env,
    CLIQ_ACTIONS_FOLDER: join(root, actions),
    CDK_OUTDIR: outdir,
    CDK_VALIDATION: "false",
  };
  const run = begin(root, ["infra/src/app.ts", "local"], env);
  await run.end();
  return run.seconds();
}

/** From the start of the process until it says that it is ready. */
async function start(root: string): Promise<number> {
  const main = "packages/local/simulator/src/start/main.ts";
  const run = begin(root, [main, "--json", "--port", "0", "--actions", join(root, actions)]);
  for await (const _line of run.stdout) {
    const seconds = run.seconds();
    run.stop();
    await run.end();
    return seconds;
  }
  await run.end();
  throw new Error("A start ended before it was ready");
}

function begin(root: string, args: readonly string[], env = process.env) {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  const said = text(child.stderr);
  return {
    stdout: child.stdout,
    seconds: () => (performance.now() - began) / 1_000,
    stop: () => child.kill(),
    end: async () => {
      child.stdout.resume();
      const [code] = (await closed) as [number | null];
      if (code !== 0) throw new Error(`${args[0]} ended with ${code}:\n${await said}`);
    },
  };
}
