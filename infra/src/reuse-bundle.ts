import { createHash, type Hash, randomUUID } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { version } from "esbuild";
import { type Bundle, bundleOptions, bundleTo, repository } from "./bundle-to.ts";

const cache = join(repository, "node_modules/.cache/bundles");
const unusedForMs = 7 * 24 * 60 * 60_000;
const pollMs = 50;
/** Longer than any bundle takes: a process that holds a lock for this long is another one with the same id. */
const bundlingMs = 120_000;
const files = ["index.mjs", "index.mjs.map"];

/**
 * Like {@link bundleTo}, but takes the files from the last run that bundled the same: same entry, same content of every
 * source in it, same packages (by the lockfile and each `package.json` above a source), same options and esbuild. They are kept below
 * `node_modules/.cache`, for a week after their last use.
 */
export function reuseBundle(outputDir: string, entry: string, kept = cache): Bundle {
  const name = relative(repository, entry);
  // Of what lies elsewhere it is not known which packages it finds.
  if (name.startsWith("..")) return bundleTo(outputDir, entry);
  const known = join(kept, `${digestOf(name)}.json`);
  const lock = `${known}.lock`;
  const reuse = (): Bundle | undefined => {
    const last = readBundle(known);
    return last !== undefined && copyFrom(join(kept, fingerprint(name, last)), outputDir) ? last : undefined;
  };
  mkdirSync(kept, { recursive: true });
  // Of several runs that need the same at once, one bundles it.
  for (;;) {
    const reused = reuse();
    if (reused !== undefined) return reused;
    if (takeLock(lock)) break;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
  }
  try {
    const reused = reuse();
    if (reused !== undefined) return reused;
    const bundle = bundleTo(outputDir, entry);
    const draft = join(kept, `draft-${randomUUID()}`);
    mkdirSync(draft);
    for (const file of files) copyFileSync(join(outputDir, file), join(draft, file));
    keep(draft, join(kept, fingerprint(name, bundle)));
    writeFileSync(`${draft}.json`, JSON.stringify(bundle));
    renameSync(`${draft}.json`, known);
    return bundle;
  } finally {
    rmSync(lock, { force: true });
    prune(kept);
  }
}

/** Takes the lock unless a process that lives has it. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > bundlingMs) return false;
    const pid = Number(readFileSync(lock, "utf8"));
    // Between a lock's appearance and its content there is a moment.
    return pid === 0 || process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readBundle(path: string): Bundle | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Bundle;
  } catch {
    return undefined;
  }
}

/** Of a bundle whose sources have the content that they have now. */
function fingerprint(entry: string, { sources }: Bundle): string {
  const hash = createHash("sha256").update(JSON.stringify([entry, bundleOptions, version]).replaceAll(repository, ""));
  const manifests = new Set(sources.flatMap(foldersAbove).map((folder) => join(folder, "package.json")));
  for (const path of ["pnpm-lock.yaml", "tsconfig.base.json", ...manifests, ...sources]) addFile(hash, path);
  return hash.digest("hex");
}

/** The folders a file is in, up to the repository's root. */
function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? ["."] : [folder, ...foldersAbove(folder)];
}

function addFile(hash: Hash, path: string): void {
  const whole = join(repository, path);
  hash.update(`\n${path}\n`).update(existsSync(whole) ? digestOf(readFileSync(whole)) : "none");
}

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function copyFrom(folder: string, outputDir: string): boolean {
  try {
    for (const file of files) copyFileSync(join(folder, file), join(outputDir, file));
    utimesSync(folder, new Date(), new Date());
    return true;
  } catch {
    return false;
  }
}

/** The folder appears whole, by one rename: whoever reads meanwhile sees all of it or nothing. */
function keep(draft: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(draft, folder);
  } catch {
    // Another run has just kept the same.
    rmSync(draft, { recursive: true, force: true });
  }
}

function prune(kept: string): void {
  for (const name of readdirSync(kept)) {
    const path = join(kept, name);
    const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - usedAt > unusedForMs) rmSync(path, { recursive: true, force: true });
  }
}
