import { resolveImport, type SourceFile } from "./source-file.ts";

const pure = /^packages\/actions\/src\/[^/]+\/(action|connections)\.ts$/;
const outsideModule =
  /^(node:|aws-cdk-lib|@aws-sdk\/)|^@[^/]+\/(aws|cliq|registrar|infra|local-aws|fake-cliq|simulator)(\/|$)|^@[^/]+\/desks\/(?!(?:desk-connections|ticket-desk|to-ticket-request)$)|^@[^/]+\/translators\/(?!(?:translate-texts|translator(?:-connections|-settings)?)$)/;
const outsideName = /(?<![.\w"'`/-])(?:fetch\(|process\.|globalThis\b)/g;

/** Texts, but for templates with code in them, and comments. */
const wordsAndComments = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`|\/\*[\s\S]*?\*\/|\/\/.*/g;

/** What an `action.ts` reaches at run time that is not pure, by way of the files of its own folder. */
export function impureActions(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter(({ path }) => pure.test(path))
    .flatMap((action) =>
      loadedBy(action, byPath).flatMap((file) =>
        usesOfOutside(file).map(
          (use) =>
            `${file.path} uses ${use}, and ${action.path} loads it: put it behind a port that lambda.ts passes in`,
        ),
      ),
    );
}

/** The file and all that it imports, directly or not, for more than types. */
function loadedBy(action: SourceFile, byPath: ReadonlyMap<string, SourceFile>): SourceFile[] {
  const loaded = new Set([action]);
  for (const file of loaded) {
    for (const { specifier, typeOnly } of file.imports) {
      const target = byPath.get(resolveImport(file, specifier) ?? "");
      if (target !== undefined && !typeOnly) loaded.add(target);
    }
  }
  return [...loaded];
}

function usesOfOutside({ text, imports }: SourceFile): string[] {
  const modules = imports.filter(({ specifier, typeOnly }) => !typeOnly && outsideModule.test(specifier));
  const code = text.replaceAll(wordsAndComments, "");
  return [...modules.map(({ specifier }) => `"${specifier}"`), ...(code.match(outsideName) ?? [])];
}
