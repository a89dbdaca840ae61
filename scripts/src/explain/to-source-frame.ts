import type { SourceMap } from "node:module";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where our bundle stands in a logged frame: "at f (file:///var/task/index.mjs:1:2345)". */
const inBundle = /index\.mjs:(\d+):(\d+)\)?$/;

/** A logged frame as a place in the repository's TypeScript; as it was where the map does not tell. */
export function toSourceFrame(frame: string, sourceMap: SourceMap | undefined, root: string): string {
  const [, line, column] = inBundle.exec(frame) ?? [];
  if (line === undefined || column === undefined || sourceMap === undefined) return frame;
  const origin = sourceMap.findOrigin(Number(line), Number(column));
  if (!("fileName" in origin)) return frame;
  return `${toRepositoryPath(origin.fileName, root)}:${origin.lineNumber}:${origin.columnNumber}`;
}

/**
 * A path as esbuild wrote it, relative to wherever it bundled, from the repository's root on: the longest end of it that
 * is a file here. A file that is gone keeps its path from its workspace on.
 */
export function toRepositoryPath(source: string, root: string): string {
  const parts = source
    .replace(/^file:\/\//, "")
    .split("/")
    .filter((part) => part !== ".." && part !== "." && part !== "");
  const start = parts.findIndex((_part, index) => existsSync(join(root, ...parts.slice(index))));
  if (start >= 0) return parts.slice(start).join("/");
  const room = parts.findIndex((part) => ["packages", "infra", "scripts", "node_modules"].includes(part));
  return parts.slice(Math.max(0, room)).join("/");
}
