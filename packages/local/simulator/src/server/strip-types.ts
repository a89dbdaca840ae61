import { stripTypeScriptTypes } from "node:module";

/** The TypeScript source without its types, line for line, as Node itself would run it. */
export function stripTypes(source: string): string {
  // Node marks the function as experimental once per process; the notice means nothing to someone who runs `pnpm start`.
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
