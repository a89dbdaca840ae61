import { buildSync, type BuildFailure, type Message } from "esbuild";
import { realpathSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { repository } from "../bundle-to.ts";

/** " (packages/actions/src/x/infra.ts:12:7)": where in a folder an error was thrown; empty where no frame of it tells. */
export function toPlaceSuffix(error: unknown, folder: string): string {
  const stack = error instanceof Error && typeof error.stack === "string" ? error.stack : "";
  // A linked folder's files are run where they lie.
  const folders = [folder, realpathOf(folder)];
  for (const line of stack.split("\n")) {
    const [, file = "", row, column] = /^\s+at .*?((?:file:\/\/)?[^\s()]+):(\d+):(\d+)\)?$/.exec(line) ?? [];
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    if (isAbsolute(path) && folders.some((one) => path.startsWith(one + sep)))
      return ` (${nameOf(path)}:${row}:${column})`;
  }
  return "";
}

/** What in a file, or in what it imports from beside it, is no TypeScript; undefined where the compiler finds nothing wrong. */
export function findSyntaxError(file: string): string | undefined {
  try {
    buildSync({
      absWorkingDir: repository,
      entryPoints: [file],
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      write: false,
      logLevel: "silent",
    });
    return undefined;
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    return first === undefined ? undefined : `${first.text}${toLocationSuffix(first)}`;
  }
}

/** The same of what esbuild found. */
export function toLocationSuffix({ location }: Message): string {
  if (location === null) return "";
  return ` (${nameOf(join(repository, location.file))}:${location.line}:${location.column + 1})`;
}

function realpathOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** A path from the repository's root, or whole where it lies elsewhere. */
function nameOf(path: string): string {
  const within = relative(repository, path);
  return within.startsWith("..") || isAbsolute(within) ? path : within.split(sep).join("/");
}
