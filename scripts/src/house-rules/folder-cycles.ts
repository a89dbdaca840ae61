import { findCycles } from "./find-cycles.ts";
import { roomOf } from "./room-of.ts";
import { isTestCode, resolveImport, type SourceFile } from "./source-file.ts";

/** Folders directly under a room's `src/` that import each other in a circle, types included. */
export function folderCycles(files: readonly SourceFile[]): string[] {
  const graph = new Map<string, Set<string>>();
  const example = new Map<string, string>();
  for (const file of files.filter(({ path }) => !isTestCode(path))) {
    const from = folderOf(file.path);
    for (const { specifier } of file.imports) {
      const target = resolveImport(file, specifier);
      const to = target === undefined ? undefined : folderOf(target);
      if (from === undefined || to === undefined || from === to || roomOf(from) !== roomOf(to)) continue;
      graph.set(from, (graph.get(from) ?? new Set()).add(to));
      example.set(`${from}${to}`, `${file.path} → ${target}`);
    }
  }
  return findCycles(graph).map((group) => {
    const edges = group.flatMap((from) => group.flatMap((to) => example.get(`${from}${to}`) ?? []));
    return `${group.join(" ↔ ")}: move what both need into one of them, or into a third (${edges.join("; ")})`;
  });
}

/** The folder directly under a room's `src/`; undefined for the files that lie in `src/` itself. */
function folderOf(path: string): string | undefined {
  const room = roomOf(path);
  const [src, folder, ...rest] = path.slice(room?.length).split("/");
  return src === "src" && folder !== undefined && rest.length > 0 ? `${room}src/${folder}` : undefined;
}
