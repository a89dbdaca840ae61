import { type BuildOptions, buildSync, type Metafile } from "esbuild";
import { readFileSync } from "node:fs";

/**
 * Bundles a TypeScript entry into `index.mjs` and its source map: one minified ES module for Node 24.
 * A CommonJS package inside it may `require` Node's own modules and know its folder, which an ES module cannot; what they
 * need is put in front of a bundle that holds such a package, and costs the others nothing.
 * See https://esbuild.github.io/api/#banner. Returns what went into it.
 */
export function bundleTo(outputDir: string, entry: string): Metafile {
  const outfile = `${outputDir}/index.mjs`;
  const options = {
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    sourcemap: "external",
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
  } satisfies BuildOptions;
  const { metafile } = buildSync(options);
  const banner = commonJsNeeds(readFileSync(outfile, "utf8"));
  if (banner !== "") buildSync({ ...options, banner: { js: banner } });
  return metafile;
}

/** Declarations of the CommonJS names that a bundle refers to. */
function commonJsNeeds(code: string): string {
  return [
    // The words of esbuild's stand-in for `require`, which is in a bundle only when something calls it.
    code.includes("Dynamic require of")
      ? 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);'
      : "",
    /\b__filename\b/.test(code) ? "const __filename=import.meta.filename;" : "",
    /\b__dirname\b/.test(code) ? "const __dirname=import.meta.dirname;" : "",
  ].join("");
}
