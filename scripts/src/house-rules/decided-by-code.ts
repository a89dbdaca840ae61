import { isTestCode, type SourceFile } from "./source-file.ts";

/** What only a sentence tells, because whoever says it gives no code. */
const onlySentences = new Set([
  // The AWS SDK's own complaint of a missing region is an error without name and code.
  "scripts/src/stage/explain-aws-failure.ts",
]);

const sentence = String.raw`(?:\b(?:error|cause|failure|err)\w*\.message|\breason|\bstderr|\bstdout|\breadText\(\w+, "message"\))`;
const look = new RegExp(
  String.raw`${sentence}\)?\.(?:includes|startsWith|endsWith|match|search|indexOf)\(|(?<!\$\/)\.(?:test|exec)\([^;\n]*?${sentence}(?!\w)`,
  "g",
);

/** Decisions (but how a sentence ends) by words inside a sentence, which may be anybody's: a code or a name decides. */
export function decisionsBySentence(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !isTestCode(path) && !onlySentences.has(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(look)].map(
        ([words]) =>
          `${path} looks into a sentence (${words}): decide by a code or a name, which nobody else can write`,
      ),
    );
}
