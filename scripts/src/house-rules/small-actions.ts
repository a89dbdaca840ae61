import { isTestCode } from "./source-file.ts";

const atMost = 6;

/** Action folders with more source files than a reader takes in at a glance. */
export function largeActions(paths: readonly string[]): string[] {
  const sources = paths.filter(
    (path) => /\.(ts|deluge|ds)$/.test(path) && !path.endsWith(".d.ts") && !isTestCode(path),
  );
  const folders = Map.groupBy(sources, (path) => /^packages\/actions\/src\/[^/]+/.exec(path)?.[0]);
  return [...folders].flatMap(([folder, files]) =>
    folder !== undefined && files.length > atMost
      ? [
          `${folder} has ${files.length} source files, at most ${atMost}: put what belongs together into one, or give it a package of its own`,
        ]
      : [],
  );
}
