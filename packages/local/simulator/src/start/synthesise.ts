import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { type AppRun, runApp } from "./run-app.ts";
import { takeLock } from "./take-lock.ts";

/** A synthesised stage. */
export interface Synthesis {
  /** The cloud assembly, as `cdk synth` writes it. */
  readonly folder: string;
  /** Whether nothing had changed since it was written. */
  readonly skipped: boolean;
}

/** What to synthesise. */
export interface SynthesisOptions {
  /** Root of the repository. */
  readonly root: string;
  /** Absolute path of the folder of action folders. */
  readonly actionsFolder: string;
  /** Ends the synthesis early. */
  readonly signal: AbortSignal;
  /** Writes the assembly; the CDK app unless given. */
  readonly run?: (options: AppRun) => Promise<void>;
}

const kept = 5;
const pollMs = 100;
const draftMs = 10 * 60_000;

/**
 * Synthesises the stage `local` into `.local/cdk.out-<fingerprint>`, unless that is there already. The folder appears
 * whole, by one rename, so a start that is stopped half-way leaves nothing broken behind; of several starts at once,
 * one synthesises and the others wait for it.
 */
export async function synthesise(options: SynthesisOptions): Promise<Synthesis> {
  const { root, actionsFolder, signal, run = runApp } = options;
  const local = join(root, ".local");
  const [fingerprint] = await Promise.all([fingerprintSources(root, actionsFolder), mkdir(local, { recursive: true })]);
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
      await run({ root, actionsFolder, outputFolder: draft, signal });
      await rename(draft, folder);
    }
  } finally {
    await Promise.all([rm(draft, { recursive: true, force: true }), rm(lock, { force: true })]);
  }
  await prune(local);
  return { folder, skipped: false };
}

/**
 * Removes all but the latest assemblies (one in use is among them, since every start touches its own), and the
 * drafts of starts that were killed.
 */
async function prune(local: string): Promise<void> {
  const names = await readdir(local);
  const ages = await Promise.all(names.map(async (name) => ({ name, time: await timeOf(join(local, name)) })));
  const assemblies = ages
    .filter(({ name }) => /^cdk\.out-[0-9a-f]+$/u.test(name))
    .toSorted((one, other) => other.time - one.time);
  const drafts = ages.filter(({ name, time }) => name.startsWith("draft-") && Date.now() - time > draftMs);
  const old = [...assemblies.slice(kept), ...drafts];
  await Promise.all(old.map(({ name }) => rm(join(local, name), { recursive: true, force: true })));
}

/** When a file was last written; now, when another start has just removed it. */
async function timeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
}

/** Whether an assembly is there; it appears by one rename, so then all of it is. */
async function isWhole(folder: string): Promise<boolean> {
  return await access(join(folder, "manifest.json")).then(
    () => true,
    () => false,
  );
}
