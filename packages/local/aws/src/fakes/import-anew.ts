import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { followNamedFiles } from "./follow-named-files.ts";

/** What neither a fake nor its connections consist of: what is deployed and what is tested may change without them. */
const others = /^(?:action|lambda|infra)\.ts$|\.test\.ts$/u;
const mark = "anew";

interface Imported {
  readonly digest: string;
  readonly module: Promise<unknown>;
}

const imported = new Map<string, Imported>();
let count = 0;
let isHooked = false;

/** Imports a file of an action's folder: the module that is there, or a new one where the folder's files, or what they import from elsewhere, have changed since. */
export async function importAnew(file: string): Promise<unknown> {
  const digest = digestOf(dirname(file));
  const known = imported.get(file);
  if (known?.digest === digest) return await known.module;
  const url = pathToFileURL(file);
  if (known !== undefined) {
    passMarkOn();
    url.searchParams.set(mark, String(++count));
  }
  const module = import(url.href);
  imported.set(file, { digest, module });
  return await module;
}

/** What a stack says, in the names of the files. */
export function withoutMark(text: string): string {
  return text.replaceAll(new RegExp(`\\?${mark}=\\d+`, "gu"), "");
}

/** What a new module imports beside itself is new, too; packages are not. */
function passMarkOn(): void {
  if (isHooked) return;
  isHooked = true;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const parent = context.parentURL === undefined ? null : new URL(context.parentURL).searchParams.get(mark);
      if (parent === null || !specifier.startsWith(".") || !resolved.url.startsWith("file:")) return resolved;
      return { ...resolved, url: `${resolved.url}?${mark}=${parent}` };
    },
  });
}

function digestOf(folder: string): string {
  const within = readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((path) => !others.test(basename(path)) && !path.split(/[/\\]/).includes("node_modules"))
    .map((path) => join(folder, path))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .toSorted();
  const hash = createHash("sha256");
  for (const path of [...within, ...followNamedFiles(within, [folder])])
    hash.update(`\n${path}\n`).update(readFileSync(path));
  return hash.digest("hex");
}
