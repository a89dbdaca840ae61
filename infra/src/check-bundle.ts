import { basename, dirname, join, relative, sep } from "node:path";
import type { BuildFailure } from "esbuild";
import { type Bundle, repository } from "./bundle-to.ts";
import { toLocationSuffix } from "./discovery/find-place.ts";
import { InvalidBundle } from "./invalid-bundle.ts";
import { readHandlerTypeOnce } from "./read-handler-type.ts";

/** An entry as an author knows it, such as "echo/lambda.ts". */
function nameOf(entry: string): string {
  return `${basename(dirname(entry))}/${basename(entry)}`;
}

/** What a declaration makes necessary in a bundle. */
export interface BundleNeeds {
  /** Whether it has to export a `worker` beside its `handler`. */
  readonly hasWorker: boolean;
  /** A source of this repository, by its path from the root, without which it would fail at the first click; and what to do. */
  readonly ability?: { readonly source: string; readonly remedy: string };
}

/** Throws {@link InvalidBundle} unless what was built is a handler, with a worker and an ability where they are due, and nothing in it is there only for tests. */
export function checkBundle(entry: string, { sources, exports }: Bundle, { hasWorker, ability }: BundleNeeds): void {
  if (ability !== undefined && !sources.includes(ability.source))
    throw new InvalidBundle(`${nameOf(entry)} ${ability.remedy}`);
  const stray = sources.find((source) => isForTests(entry, join(repository, source)));
  if (stray !== undefined) {
    throw new InvalidBundle(
      `${nameOf(entry)} would deploy ${stray}, which is there for tests only: import it in tests, not in what they test.`,
    );
  }
  if (!exports.includes("handler")) {
    throw new InvalidBundle(
      `${nameOf(entry)} exports no "handler": export const handler = serveMessageAction(action, { … });`,
    );
  }
  if (exports.includes("worker") === hasWorker) return;
  throw new InvalidBundle(
    hasWorker
      ? `${nameOf(entry)} exports no "worker", and its declaration has background: export const { handler, worker } = serveInBackground(action, { … });`
      : `${nameOf(entry)} exports a "worker", and its declaration has no background: declare it, or export const handler = serveMessageAction(action, { … });`,
  );
}

/** Throws {@link InvalidBundle} where what the bundle in a folder exports as `handler` is known to be no function. */
export function checkHandler(entry: string, folder: string): void {
  const type = readHandlerTypeOnce(join(folder, "index.mjs"));
  if (type === undefined || type === "function" || type === "unknown") return;
  throw new InvalidBundle(
    `${nameOf(entry)} exports a "handler" that is no function (its type is ${type}): export const handler = serveMessageAction(action, { … });`,
  );
}

/** What esbuild says of an entry that does not compile, as a sentence for its author; any other error as it is. */
export function toInvalidBundle(entry: string, error: unknown): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (first === undefined) return error;
  return new InvalidBundle(`${nameOf(entry)} cannot be bundled: ${first.text}${toLocationSuffix(first)}.`, {
    cause: error,
  });
}

/** Of an action's folder what lies in it counts, wherever the folder is; of the repository's rooms, the whole path. */
function isForTests(entry: string, input: string): boolean {
  const within = relative(dirname(entry), input);
  const path = (within.startsWith("..") ? relative(repository, input) : within).split(sep);
  if (path[0] === "..") return false;
  const isLocal = path[0] === "packages" && path[1] === "local";
  return isLocal || path.includes("testing") || /^(?:fake|.*\.test)\.ts$/.test(path.at(-1) ?? "");
}
