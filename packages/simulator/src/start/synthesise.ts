import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { runApp } from "./run-app.ts";
import { takeLock } from "./take-lock.ts";

/** A synthesised stage. */
export interface Synthesis {
  /** The cloud assembly, as `cdk synth` writes it. */
  readonly folder: string;
  /** Whether nothing had changed since it was written. */
  readonly skipped: boolean;
}

const kept = 5;
const pollMs = 100;

/**
 * Synthesises the stage `local` into `.local/cdk.out-<fingerprint>`, unless that is there already. The folder appears
 * whole, by one rename, so a start that is stopped half-way leaves nothing broken behind; of several starts at once,
 * one synthesises and the others wait for it.
 */
export async function synthesise(root: string, signal: AbortSignal, run = runApp): Promise<Synthesis> {
  const local = join(root, ".local");
  const [fingerprint] = await Promise.all([fingerprintSources(root), mkdir(local, { recursive: true })]);
  const folder = join(local, `cdk.out-${fingerprint}`);
  const lock = `${folder}.lock`;
  for (;;) {
    if (await isWhole(folder)) {
      await utimes(folder, new Date(), new Date());
      return { folder, skipped: true };
    }
    if (await takeLock(lock)) break;
    await setTimeout(pollMs, undefined, { signal });
  }
  const draft = join(local, `draft-${randomUUID()}`);
  try {
    if (!(await isWhole(folder))) {
      await run(root, draft, signal);
      await rename(draft, folder);
    }
  } finally {
    await Promise.all([rm(draft, { recursive: true, force: true }), rm(lock, { force: true })]);
  }
  await prune(local);
  return { folder, skipped: false };
}

/** Removes all but the latest assemblies; one in use is among them, since every start touches its own. */
async function prune(local: string): Promise<void> {
  const names = (await readdir(local)).filter((name) => /^cdk\.out-[0-9a-f]+$/u.test(name));
  const ages = await Promise.all(names.map(async (name) => ({ name, time: (await stat(join(local, name))).mtimeMs })));
  const old = ages.toSorted((one, other) => other.time - one.time).slice(kept);
  await Promise.all(old.map(({ name }) => rm(join(local, name), { recursive: true, force: true })));
}

/** Whether an assembly is there; it appears by one rename, so then all of it is. */
async function isWhole(folder: string): Promise<boolean> {
  return await access(join(folder, "manifest.json")).then(
    () => true,
    () => false,
  );
}
