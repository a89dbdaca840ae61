import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { runApp } from "./run-app.ts";

/** A synthesised stage. */
export interface Synthesis {
  /** The cloud assembly, as `cdk synth` writes it. */
  readonly folder: string;
  /** Whether nothing had changed since it was written. */
  readonly skipped: boolean;
}

const kept = 5;

/**
 * Synthesises the stage `local` into `.local/cdk.out-<fingerprint>`, unless that is there already. The folder appears
 * whole, by one rename: several starts at once, or a start that is stopped half-way, leave nothing broken behind.
 */
export async function synthesise(root: string, signal: AbortSignal, run = runApp): Promise<Synthesis> {
  const local = join(root, ".local");
  const [fingerprint] = await Promise.all([fingerprintSources(root), mkdir(local, { recursive: true })]);
  const folder = join(local, `cdk.out-${fingerprint}`);
  if (await exists(join(folder, "manifest.json"))) {
    await utimes(folder, new Date(), new Date());
    return { folder, skipped: true };
  }
  const draft = join(local, `draft-${randomUUID()}`);
  try {
    await run(root, draft, signal);
    await rename(draft, folder).catch(async (error: unknown) => {
      // Another start was faster with the same sources; its folder is as good as ours.
      if (!(await exists(join(folder, "manifest.json")))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await prune(local);
  return { folder, skipped: false };
}

/** Removes all but the latest assemblies; one in use is among them, since every start touches its own. */
async function prune(local: string): Promise<void> {
  const names = (await readdir(local)).filter((name) => name.startsWith("cdk.out-"));
  const ages = await Promise.all(names.map(async (name) => ({ name, time: (await stat(join(local, name))).mtimeMs })));
  const old = ages.toSorted((one, other) => other.time - one.time).slice(kept);
  await Promise.all(old.map(({ name }) => rm(join(local, name), { recursive: true, force: true })));
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
