import { readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { isEditorFile } from "./is-editor-file.ts";

/** What is watched, and who is told. */
export interface WatchedSources {
  /** Root of the repository. */
  readonly root: string;
  /** Absolute path of the folder of action folders. */
  readonly actionsFolder: string;
  /** Absolute paths of what the actions consist of besides, as it is now. */
  readonly elsewhere: () => readonly string[];
  /** Gets the absolute path of each file or folder that was saved, made, renamed or removed. */
  readonly onChange: (path: string) => void;
}

const skipped = new Set(["node_modules", ".git", "cdk.out", "coverage"]);
const rootFiles = ["cdk.json", "cdk.context.json", "package.json", "pnpm-lock.yaml", "tsconfig.base.json"];
/** A look at a few dozen files takes a fraction of a millisecond, one at all rooms some. */
const actionsPollMs = 60;
const roomsPollMs = 500;
/** A link may lead to a folder it lies in. */
const deepest = 12;

type Seen = ReadonlyMap<string, string>;

/**
 * Watches everything a stack is made of, links included, until the function it gives is called. It looks again and again:
 * what a system tells of changes has gaps (a folder that goes and comes back), limits, and is nothing on many a mounted disk.
 */
export function watchSources({ root, actionsFolder, elsewhere, onChange }: WatchedSources): () => void {
  // What start and its tools are made of is not deployed.
  const tools = join(root, "packages", "local");
  const rooms = ["infra", "packages"].map((room) => join(root, room));
  const files = rootFiles.map((file) => join(root, file));
  const stopActions = lookAgain(actionsPollMs, () => look([actionsFolder, ...elsewhere()], []), onChange);
  const stopRooms = lookAgain(roomsPollMs, () => look([...rooms, ...files], [tools, actionsFolder]), onChange);
  return () => {
    stopActions();
    stopRooms();
  };
}

function lookAgain(everyMs: number, lookAround: () => Seen, onChange: (path: string) => void): () => void {
  let before = lookAround();
  const timer = setInterval(() => {
    const now = lookAround();
    for (const [path, state] of now) if (before.get(path) !== state) onChange(path);
    for (const path of before.keys()) if (!now.has(path)) onChange(path);
    before = now;
  }, everyMs);
  return () => clearInterval(timer);
}

/** What is at these paths and below: each file by what changes when it is written, each folder as one. */
function look(paths: readonly string[], leftOut: readonly string[]): Seen {
  const seen = new Map<string, string>();
  const visit = (path: string, depth: number): void => {
    const found = leftOut.includes(path) ? undefined : orNothing(() => statSync(path));
    if (found === undefined) return;
    seen.set(path, found.isDirectory() ? "folder" : stateOf(found));
    if (!found.isDirectory() || depth > deepest) return;
    for (const name of orNothing(() => readdirSync(path)) ?? [])
      if (!skipped.has(name) && !isEditorFile(name)) visit(join(path, name), depth + 1);
  };
  for (const path of paths) visit(path, 0);
  return seen;
}

function stateOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
}

/** What goes away between two looks is not there. */
function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
