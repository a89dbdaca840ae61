import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import { spellCommands } from "@cliq-actions/infra/commands/spell-commands";
import { stripTypes } from "./strip-types.ts";

const pageFolder = join(import.meta.dirname, "..", "page");

/** What the page uses of core: a module that imports nothing, so that a browser can read it as it is. */
const fromCore = "/find-names.ts";
const core = dirname(createRequire(import.meta.url).resolve("@cliq-actions/core"));

const contentTypes = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".ts", "text/javascript; charset=utf-8"],
]);

/** A file of the page, ready to send; TypeScript comes without its types. `undefined` when there is none. */
export async function readPageFile(path: string): Promise<{ contentType: string; body: string } | undefined> {
  const relative = normalize(path === "/" ? "/index.html" : path);
  const contentType = contentTypes.get(extname(relative));
  if (contentType === undefined || relative.endsWith(".test.ts") || !/^(?:\/[\w-]+)+\.\w+$/u.test(relative))
    return undefined;
  try {
    const file = relative === fromCore ? join(core, "text", relative) : join(pageFolder, relative);
    const source = await readFile(file, "utf8");
    if (!relative.endsWith(".ts")) return { contentType, body: source };
    const script = stripTypes(source).replaceAll('from "@cliq-actions/core"', `from "${fromCore}"`);
    return { contentType, body: spellCommands(script) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
