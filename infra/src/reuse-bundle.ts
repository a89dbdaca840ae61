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
import { moveUnlessThere, takeLock } from "./take-lock.ts";

const cache = join(repository, "node_modules/.cache/bundles");
const unusedForMs = 7 * 24 * 60 * 60_000;
const pollMs = 50;
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
  const reuse = (): Bundle | undefined => {
    const last = readBundle(known);
    return last !== undefined && copyFrom(join(kept, fingerprint(name, last)), outputDir) ? last : undefined;
  };
  // Of several runs that need the same at once, one bundles it.
  for (;;) {
    const reused = reuse();
    if (reused !== undefined) return reused;
    const release = orNothing(() => lockIn(kept, known));
    if (release === undefined) return bundleTo(outputDir, entry);
    if (release === "held") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    else {
      try {
        return reuse() ?? bundleAndKeep(outputDir, entry, { kept, known, name });
      } finally {
        release();
      }
    }
  }
}

function lockIn(kept: string, known: string): "held" | (() => void) {
  mkdirSync(kept, { recursive: true });
  return takeLock(`${known}.lock`) ?? "held";
}

function bundleAndKeep(
  outputDir: string,
  entry: string,
  { kept, known, name }: Record<"kept" | "known" | "name", string>,
): Bundle {
  const bundle = bundleTo(outputDir, entry);
  const draft = join(kept, `draft-${randomUUID()}`);
  orNothing(() => {
    mkdirSync(draft);
    for (const file of files) copyFileSync(join(outputDir, file), join(draft, file));
    const folder = join(kept, fingerprint(name, bundle));
    // What is there already is half of one: a whole one would have been taken.
    rmSync(folder, { recursive: true, force: true });
    moveUnlessThere(draft, folder);
    writeFileSync(`${draft}.json`, JSON.stringify(bundle));
    renameSync(`${draft}.json`, known);
    prune(kept);
  });
  for (const left of [draft, `${draft}.json`]) orNothing(() => rmSync(left, { recursive: true, force: true }));
  return bundle;
}

/** A bundle that cannot be kept (a full disk, a folder of somebody else's) is one all the same. */
function orNothing<Value>(keep: () => Value): Value | undefined {
  try {
    return keep();
  } catch {
    return undefined;
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

function prune(kept: string): void {
  for (const name of readdirSync(kept)) {
    const path = join(kept, name);
    const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - usedAt > unusedForMs) rmSync(path, { recursive: true, force: true });
  }
}
