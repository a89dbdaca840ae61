import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { access, mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { moveUnlessThere, takeLock } from "@cliq-actions/infra/take-lock";
import { fingerprintSources } from "./fingerprint-sources.ts";
import { type AppRun, runApp } from "./run-app.ts";
import { isAlive, thisProcess } from "./process-name.ts";

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
  /** Is told, before it begins, what will take a while. */
  readonly say?: (line: string) => void;
  /** Writes the assembly; the CDK app unless given. */
  readonly run?: (options: AppRun) => Promise<void>;
}

const kept = 5;
const pollMs = 100;
const draftMs = 10 * 60_000;

/**
 * Synthesises the stage `local` into `.local/cdk.out-<fingerprint>`, unless that is there already. The folder appears
 * whole, by one rename, so a start that is stopped half-way leaves nothing broken behind; of several starts at once,
 * one synthesises and the others wait for it for as long as it lives.
 */
export async function synthesise(options: SynthesisOptions): Promise<Synthesis> {
  for (;;) {
    const synthesis = await synthesiseOnce(options);
    if (synthesis !== undefined) return synthesis;
  }
}

/** Undefined where the sources were changed meanwhile: nobody knows what the assembly is of. */
async function synthesiseOnce(options: SynthesisOptions): Promise<Synthesis | undefined> {
  const { root, actionsFolder, signal, say = () => {}, run = runApp } = options;
  const local = join(root, ".local");
  const [fingerprint] = await Promise.all([fingerprintSources(root, actionsFolder), mkdir(local, { recursive: true })]);
  const folder = join(local, `cdk.out-${fingerprint}`);
  const lock = `${folder}.lock`;
  for (let isWaiting = false; ;) {
    if (await isWhole(folder)) {
      await utimes(folder, new Date(), new Date());
      return { folder, skipped: true };
    }
    const release = takeLock(lock);
    if (release === undefined) {
      if (!isWaiting) say("  another start synthesises the same: waiting for it …");
      isWaiting = true;
      await setTimeout(pollMs, undefined, { signal });
      continue;
    }
    try {
      if (!(await isWhole(folder))) {
        say("  synthesising the CDK app: functions that have changed are bundled …");
        const isOurs = async (): Promise<boolean> => (await fingerprintSources(root, actionsFolder)) === fingerprint;
        if (!(await synthesiseTo(folder, isOurs, { ...options, run }))) return undefined;
      }
    } finally {
      release();
    }
    break;
  }
  await prune(local);
  return { folder, skipped: false };
}

/** Writes an assembly into a draft first; of what is there already, half of one included, the whole one stays. False where it is not ours. */
async function synthesiseTo(
  folder: string,
  isOurs: () => Promise<boolean>,
  { root, actionsFolder, signal, run }: Required<Omit<SynthesisOptions, "say">>,
): Promise<boolean> {
  const draft = join(root, ".local", `draft-${encodeURIComponent(thisProcess())}+${randomUUID()}`);
  try {
    await run({ root, actionsFolder, outputFolder: draft, signal });
    if (!(await isOurs())) return false;
    if (!moveUnlessThere(draft, folder) && !(await isWhole(folder))) {
      await rm(folder, { recursive: true, force: true });
      moveUnlessThere(draft, folder);
    }
    return true;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Keeps an assembly from being removed while this process lives and uses it; gives what ends that. */
export function useAssembly(folder: string): () => void {
  // Of its own each time: one use may begin before another ends.
  const mark = `${folder}.used-${encodeURIComponent(thisProcess())}+${randomUUID()}`;
  writeFileSync(mark, "");
  return () => rmSync(mark, { force: true });
}

/** Removes all assemblies but the latest and those that somebody uses, and what processes left that were killed. */
async function prune(local: string): Promise<void> {
  const names = await readdir(local);
  const marks = names.flatMap((name) => {
    const [, assembly, user] = /^(cdk\.out-[0-9a-f]+)\.used-([^+]+)/u.exec(name) ?? [];
    return assembly === undefined || user === undefined ? [] : [{ name, assembly, gone: isGone(user) }];
  });
  const used = new Set(marks.flatMap(({ assembly, gone }) => (gone ? [] : [assembly])));
  const ages = await Promise.all(names.map(async (name) => ({ name, time: await timeOf(join(local, name)) })));
  const assemblies = ages
    .filter(({ name }) => /^cdk\.out-[0-9a-f]+$/u.test(name) && !used.has(name))
    .toSorted((one, other) => other.time - one.time);
  const drafts = ages.filter(({ name, time }) => {
    const [, user] = /^draft-(.+)\+/u.exec(name) ?? [];
    return user === undefined ? /^draft-|^cdk\.out-.+\.lock$/u.test(name) && Date.now() - time > draftMs : isGone(user);
  });
  const old = [...assemblies.slice(kept), ...drafts, ...marks.filter(({ gone }) => gone)];
  await Promise.all(old.map(({ name }) => rm(join(local, name), { recursive: true, force: true })));
}

const isGone = (user: string): boolean => isAlive(decodeURIComponent(user)) === false;

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
