import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutMark } from "./import-anew.ts";

/** A file as a sentence for its author names it: from the working directory, or whole where it lies elsewhere. */
export function nameFile(path: string): string {
  const within = relative(process.cwd(), path);
  return within.startsWith("..") || isAbsolute(within) ? path : within;
}

/** " (packages/actions/src/x/fake.ts:12:7)": where an author's file went wrong, by an error's stack; empty where that does not tell. */
export function toPlaceSuffix(error: unknown): string {
  const stack = error instanceof Error && typeof error.stack === "string" ? withoutMark(error.stack) : "";
  // Node draws what is no TypeScript, in front of the message.
  const [, drawn, drawnRow, space] = /^(\S.*):(\d+)\n(?:.*\n)+?( *)\^/u.exec(stack) ?? [];
  if (drawn !== undefined && space !== undefined) return suffixOf(drawn, drawnRow, space.length + 1);
  for (const line of stack.split("\n")) {
    const [, file = "", row, column] = /^\s+at (?:.*\()?([^\s()]+):(\d+):(\d+)\)?$/u.exec(line) ?? [];
    const path = file.startsWith("file:") ? fileURLToPath(file) : file;
    const isAuthors = isAbsolute(path) && !path.startsWith(import.meta.dirname + sep);
    if (isAuthors && !path.split(sep).includes("node_modules")) return suffixOf(path, row, column);
  }
  return "";
}

function suffixOf(file: string, row = "", column: string | number = ""): string {
  return ` (${nameFile(file)}:${row}:${column})`;
}
