import { isTestCode, type SourceFile } from "./source-file.ts";

const rooms = /^packages\/(cliq|registrar)\/src\//;
const comment = /\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm;
const unspelled =
  /\bdeploy(ed)?( the stack)? again\b(?![^\n]*stage=\$\{)|\bpnpm (cliq|cdk) [a-z-]+(?![^\n]*stage[ =]\$\{)/gi;

/** Remedies that are words where a deployment, a drift check and verbs say them all: each would be wrong for somebody. */
export function unspelledRemedies(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => rooms.test(path) && !isTestCode(path))
    .flatMap(({ path, text }) =>
      [...text.replaceAll(comment, "").matchAll(unspelled)].map(
        ([words]) =>
          `${path} says "${words}": use a mark of @cliq-actions/cliq/remedies, spelled out by who knows the verb`,
      ),
    );
}
