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
import { type Bundle, bundleOptions, repository } from "./bundle-to.ts";
import { moveUnlessThere, takeLock } from "./take-lock.ts";

/** Where bundles are kept unless another folder is said. */
export const keptBundles = join(repository, "node_modules/.cache/bundles");

const unusedForMs = 7 * 24 * 60 * 60_000;
const files = ["index.mjs", "index.mjs.map"];

/**
 * The bundle of one entry among those that are kept in a folder: by the entry, what its stage has chosen, the content
 * of every source in it, its packages (by the lockfile and each `package.json` above a source), the options and esbuild's version.
 */
export interface KeptBundle {
  /** Copies it into a folder; undefined where none is kept whole of what the sources are now. */
  copyTo(outputDir: string): Bundle | undefined;
  isKept(): boolean;
  /** Locks the entry's place against other runs; undefined where nothing can be kept. */
  lock(): "held" | (() => void) | undefined;
  /** Keeps what was bundled into a folder since the place was locked, which stays as it is; not where a source was saved meanwhile. */
  keep(bundle: Bundle, outputDir: string): void;
}

/** Undefined of what lies outside of the repository: which packages it finds is not known. */
export function keptBundle(entry: string, kept: string, choices: readonly string[] = []): KeptBundle | undefined {
  const name = relative(repository, entry);
  if (name.startsWith("..")) return undefined;
  const chosen = [name, ...choices].join("\n");
  const known = join(kept, `${digestOf(chosen)}.json`);
  let lockedAtNs = 0n;
  const last = (): { readonly bundle: Bundle; readonly folder: string } | undefined => {
    const bundle = readBundle(known);
    return bundle && { bundle, folder: join(kept, fingerprint(chosen, bundle)) };
  };
  return {
    copyTo: (outputDir) => {
      const found = last();
      return found !== undefined && copyFrom(found.folder, outputDir) ? found.bundle : undefined;
    },
    isKept: () => {
      const folder = last()?.folder;
      return folder !== undefined && files.every((file) => existsSync(join(folder, file)));
    },
    lock: () =>
      orNothing(() => {
        mkdirSync(kept, { recursive: true });
        const release = takeLock(`${known}.lock`);
        if (release !== undefined) lockedAtNs = clockOf(kept);
        return release ?? "held";
      }),
    keep: (bundle, outputDir) => {
      // It would be kept, and taken, as what these sources come to now.
      if (filesBehind(bundle).some((path) => changedAtNs(path) > lockedAtNs)) return;
      const draft = join(kept, `draft-${randomUUID()}`);
      orNothing(() => {
        mkdirSync(draft);
        for (const file of files) copyFileSync(join(outputDir, file), join(draft, file));
        const folder = join(kept, fingerprint(chosen, bundle));
        // What is there already is half of one: a whole one would have been taken.
        rmSync(folder, { recursive: true, force: true });
        moveUnlessThere(draft, folder);
        writeFileSync(`${draft}.json`, JSON.stringify(bundle));
        renameSync(`${draft}.json`, known);
        prune(kept);
      });
      for (const left of [draft, `${draft}.json`]) orNothing(() => rmSync(left, { recursive: true, force: true }));
    },
  };
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
function fingerprint(entry: string, bundle: Bundle): string {
  const hash = createHash("sha256").update(JSON.stringify([entry, bundleOptions, version]).replaceAll(repository, ""));
  for (const path of filesBehind(bundle)) addFile(hash, path);
  return hash.digest("hex");
}

/** Whatever a bundle comes from: paths from the repository's root. */
function filesBehind({ sources }: Bundle): readonly string[] {
  const manifests = new Set(sources.flatMap(foldersAbove).map((folder) => join(folder, "package.json")));
  return ["pnpm-lock.yaml", "tsconfig.base.json", ...manifests, ...sources];
}

/** When a file became what it is, which nobody can set: a copy may bring an older time of its last change along. */
function changedAtNs(path: string): bigint {
  return statSync(join(repository, path), { bigint: true, throwIfNoEntry: false })?.ctimeNs ?? 0n;
}

/** Now, by the clock of the file system, which is a moment behind the process's own. */
function clockOf(folder: string): bigint {
  const mark = join(folder, `draft-${randomUUID()}`);
  mkdirSync(mark);
  const { ctimeNs } = statSync(mark, { bigint: true });
  rmSync(mark, { recursive: true });
  return ctimeNs;
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
