import { dirname, normalize } from "node:path/posix";

/** One import, re-export or dynamic import of a file. */
export interface Import {
  readonly specifier: string;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

/** A TypeScript file of the repository as the house rules read it. */
export interface SourceFile {
  /** From the repository's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const statement = /^\s*(import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

/** Finds the imports of a file as the formatter leaves them. */
export function toSourceFile(path: string, text: string): SourceFile {
  const imports = [...text.matchAll(statement)].map(([, , type, specifier, dynamic = ""]) => ({
    specifier: specifier ?? dynamic,
    typeOnly: type !== undefined,
  }));
  return { path, text, imports };
}

/** The repository's path of what a relative import names; undefined for a package. */
export function resolveImport({ path }: SourceFile, specifier: string): string | undefined {
  return specifier.startsWith(".") ? normalize(`${dirname(path)}/${specifier}`) : undefined;
}

/** Whether a file is there for tests alone. */
export function isTestCode(path: string): boolean {
  return /\.test\.ts$|(^|\/)testing\//.test(path);
}
