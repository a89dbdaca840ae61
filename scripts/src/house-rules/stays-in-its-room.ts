import { roomOf } from "./room-of.ts";
import { resolveImport, type SourceFile } from "./source-file.ts";

/** Relative imports that leave their room. `infra/stages.ts` is a setting rather than code: whoever runs may read it. */
export function importsThatLeaveTheirRoom(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier }) => {
      const target = resolveImport(file, specifier);
      if (target === undefined || target === "infra/stages.ts" || roomOf(target) === roomOf(file.path)) return [];
      return [`${file.path} imports "${specifier}" out of its room: import it by the name of its package`];
    }),
  );
}
