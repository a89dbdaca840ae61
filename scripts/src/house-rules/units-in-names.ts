import type { SourceFile } from "./source-file.ts";

const quantity =
  /\b([a-z]\w*(?:[tT]imeout|[dD]elay|[lL]atency|[dD]uration|[eE]lapsed|[iI]nterval|[bB]ackoff|[pP]atience)|timeout|delay|latency|duration|elapsed|interval|backoff|patience)\??: number\b/g;

/** Names of times that do not say their unit. */
export function namesWithoutUnit(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(quantity)].map(
      ([, name]) => `${path}: "${name}" is a number of what? End it in Ms, Seconds or Minutes`,
    ),
  );
}
