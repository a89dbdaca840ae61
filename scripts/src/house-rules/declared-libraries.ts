import { isTestCode, type SourceFile } from "./source-file.ts";

const everywhere = /^(\.|node:|@[^/]+\/(core|aws|desks|infra|local-aws|translators)(\/|$)|aws-cdk-lib(\/|$))/;

/** Libraries that an action imports without a `package.json` in its folder, so that deleting it would leave them behind. */
export function undeclaredLibraries(files: readonly SourceFile[], paths: readonly string[]): string[] {
  return files.flatMap(({ path, imports }) => {
    const folder = /^packages\/actions\/src\/[^/]+/.exec(path)?.[0];
    if (folder === undefined || isTestCode(path) || paths.includes(`${folder}/package.json`)) return [];
    return imports
      .filter(({ specifier }) => !everywhere.test(specifier))
      .map(
        ({ specifier }) =>
          `${path} imports "${specifier}": name it in ${folder}/package.json, which goes with the folder`,
      );
  });
}
