import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** A copy of a bundle that tells a debugger where its sources are; code that is no bundle stays where it is. */
export function toInspectable(codeFolder: string, parent: string, sourceRoot: string): string {
  const [bundle, map] = ["index.mjs", "index.mjs.map"].map((file) => join(codeFolder, file));
  if (bundle === undefined || map === undefined || !existsSync(bundle) || !existsSync(map)) return codeFolder;
  const folder = join(parent, "inspect", basename(codeFolder));
  mkdirSync(folder, { recursive: true });
  copyFileSync(bundle, join(folder, "index.mjs"));
  writeFileSync(join(folder, "index.mjs"), "\n//# sourceMappingURL=index.mjs.map\n", { flag: "a" });
  const read = JSON.parse(readFileSync(map, "utf8")) as { sources: string[] };
  // What stands for a module of Node is no file.
  const sources = read.sources.map((one) =>
    /^(?:node:|\w+:)/u.test(one) ? one : pathToFileURL(resolve(sourceRoot, one)).href,
  );
  writeFileSync(join(folder, "index.mjs.map"), JSON.stringify({ ...read, sources }));
  return folder;
}
