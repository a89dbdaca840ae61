import { type BuildOptions, buildSync, type Metafile } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";

/** What is known of a bundle besides its files. */
export interface Bundle {
  /** The files in it that are no package's: paths from the repository's root, sorted. */
  readonly sources: readonly string[];
  readonly exports: readonly string[];
}

/** Root of the repository. */
export const repository = resolve(import.meta.dirname, "../..");

/**
 * Node's own modules as a bundle reaches them: an `import` of one makes Node look up all that it exports, and load more
 * modules for that, before the first line runs. Names without "node:" may be a package's, as in `import "punycode/"`.
 * https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
const builtins = Object.fromEntries(
  builtinModules.map((name) => {
    const whole = `node:${name.replace(/^node:/, "")}`;
    return [whole, `data:text/javascript,module.exports=process.getBuiltinModule("${whole}")`];
  }),
);

/** How each function is bundled; entry and place aside. */
export const bundleOptions = {
  absWorkingDir: repository,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  mainFields: ["module", "main"],
  // esbuild's own, and ours: what synthesis has checked, a function does not check again ("imports" of packages/core).
  conditions: ["module", "checked-before"],
  sourcemap: "external",
  // What a frame is found by is places; the texts are in the repository, and would be most of what is deployed.
  sourcesContent: false,
  legalComments: "none",
  logLevel: "silent",
  metafile: true,
  alias: builtins,
  // A webhook's connections are opened meanwhile (packages/aws/src/initialisation.ts).
  footer: { js: 'await globalThis[Symbol.for("cliq-actions.initialisation")];' },
  define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
} satisfies BuildOptions;

/** What a CommonJS package calls for Node's own modules. */
const requireOfNode = 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);';

/**
 * Bundles a TypeScript entry into `index.mjs` and its source map: one minified ES module for Node 24.
 * A CommonJS package inside it may `require` Node's own modules and know its folder, which an ES module cannot; what they
 * need is put in front of a bundle that holds such a package, and costs the others nothing.
 * See https://esbuild.github.io/api/#banner.
 *
 * `choices` are conditions of the packages' `exports` besides those of all: what a stage has chosen (`choicesOf`).
 */
export function bundleTo(outputDir: string, entry: string, choices: readonly string[] = []): Bundle {
  return bundleAll(outputDir, { ".": entry }, choices)["."];
}

/**
 * Like {@link bundleTo} for several entries, each into the folder of `outputDir` that it is named by: the same files, but
 * esbuild reads once what several of them import.
 */
export function bundleAll<Folder extends string>(
  outputDir: string,
  entries: Readonly<Record<Folder, string>>,
  choices: readonly string[] = [],
): Record<Folder, Bundle> {
  const { inputs, outputs } = build(outputDir, entries, choices);
  const placed = new Map(Object.entries(outputs).map(([path, output]) => [resolve(repository, path), output]));
  const requiring: [folder: string, entry: string][] = [];
  const bundles = Object.entries<string>(entries).map(([folder, entry]): [string, Bundle] => {
    const outfile = resolve(outputDir, folder, "index.mjs");
    const { entryPoint = "", exports = [] } = placed.get(outfile) ?? {};
    const files = [...withImports(entryPoint, inputs)];
    // esbuild's stand-in for `require` says this; without a CommonJS package it can only be somebody's text.
    const mayRequire = files.some((file) => inputs[file]?.format === "cjs");
    if (mayRequire && readFileSync(outfile, "utf8").includes("Dynamic require of")) requiring.push([folder, entry]);
    const sources = files.filter((file) => !isOfPackage(file) && builtinIn(file) === undefined).toSorted();
    return [folder, { sources, exports }];
  });
  if (requiring.length > 0) build(outputDir, Object.fromEntries(requiring), choices, requireOfNode);
  for (const [folder] of bundles) nameSourcesFromRoot(join(outputDir, folder, "index.mjs"));
  return Object.fromEntries(bundles) as Record<Folder, Bundle>;
}

function build(
  outdir: string,
  entries: Readonly<Record<string, string>>,
  choices: readonly string[],
  banner = "",
): Metafile {
  const entryPoints = Object.entries(entries).map(([folder, entry]) => ({ in: entry, out: `${folder}/index` }));
  const places = { entryPoints, outdir, outExtension: { ".js": ".mjs" } };
  const conditions = [...choices, ...bundleOptions.conditions];
  return buildSync({ ...bundleOptions, ...places, conditions, banner: { js: banner } }).metafile;
}

/** A file of a bundle, and all that it imports, and they. */
function withImports(file: string, inputs: Metafile["inputs"]): Set<string> {
  const found = new Set([file]);
  // A set that grows while it is gone through is gone through to its end.
  for (const one of found) for (const { path } of inputs[one]?.imports ?? []) if (path in inputs) found.add(path);
  return found;
}

/** The name of Node's own module that a source of a bundle stands for. */
function builtinIn(source: string): string | undefined {
  return /data:text\/javascript,module\.exports=process\.getBuiltinModule\("(no[^")]*)/.exec(source)?.[1];
}

function isOfPackage(path: string): boolean {
  return path.split(/[/\\]/).includes("node_modules");
}

/** The same code gives the same map, and so the same asset, wherever it is bundled. */
function nameSourcesFromRoot(outfile: string): void {
  const map = JSON.parse(readFileSync(`${outfile}.map`, "utf8")) as { sources: string[] };
  map.sources = map.sources.map((source) => {
    const path = relative(repository, join(dirname(outfile), source)).split(sep);
    return builtinIn(source) ?? path.slice(Math.max(0, path.indexOf("node_modules"))).join("/");
  });
  writeFileSync(`${outfile}.map`, JSON.stringify(map));
}
