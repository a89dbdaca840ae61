import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, sep } from "node:path";

/** A path from the file it stands in: of an import, of `new URL("…", import.meta.url)`. */
const named = /["'`](\.{1,2}\/[^"'`\n]+)["'`]/gu;
const sourceFile = /\.[cm]?[jt]sx?$/u;

/**
 * What these sources name by a path from themselves, and what that names in turn, as far as it is a file outside of these
 * folders and of any package: absolute paths, sorted. It reads texts, so it may find too much, which costs little.
 */
export function followNamedFiles(sources: readonly string[], folders: readonly string[]): string[] {
  const within = folders.flatMap((folder) => [folder, realpathOf(folder) ?? folder]).map((folder) => folder + sep);
  const found = new Set<string>();
  const follow = (source: string): void => {
    if (!sourceFile.test(source)) return;
    // An import is looked up from where a linked file lies.
    const folder = dirname(realpathOf(source) ?? source);
    for (const [, path = ""] of readText(source).matchAll(named)) {
      const file = findFile(join(folder, path));
      if (file === undefined || found.has(file) || within.some((one) => file.startsWith(one))) continue;
      if (file.split(sep).includes("node_modules")) continue;
      found.add(file);
      follow(file);
    }
  };
  sources.forEach(follow);
  return [...found].toSorted();
}

/** The file an import means: TypeScript's for JavaScript's, and the one whose ending is left out. */
function findFile(path: string): string | undefined {
  const ending = extname(path);
  const asTypeScript = path.replace(/\.([cm]?)js(x?)$/u, ".$1ts$2");
  const candidates = [path, asTypeScript, ...(sourceFile.test(ending) ? [] : [`${path}.ts`, join(path, "index.ts")])];
  return candidates.find((one) => statSync(one, { throwIfNoEntry: false })?.isFile() === true);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function realpathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
