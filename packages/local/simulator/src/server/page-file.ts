import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { stripTypes } from "./strip-types.ts";

const pageFolder = join(import.meta.dirname, "..", "page");

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
    const source = await readFile(join(pageFolder, relative), "utf8");
    return { contentType, body: relative.endsWith(".ts") ? stripTypes(source) : source };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
