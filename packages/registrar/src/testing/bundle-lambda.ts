import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Bundles one of this package's functions as the deployment does: one minified ES module. */
export async function bundleLambda(name: "registrar" | "token-keeper" | "signing-key", folder: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(`../${name}/lambda.ts`, import.meta.url))],
    outfile: `${folder}/index.mjs`,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
}
