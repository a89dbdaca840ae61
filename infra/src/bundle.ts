import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";
import { dirname } from "node:path";

/**
 * Lambda code from a TypeScript entry: one minified ES module, bundled by esbuild in this process.
 * Source maps are uploaded beside it but not enabled at run time, where they cost a third of a cold start.
 */
export function bundle(entry: string): AssetCode {
  const tryBundle = (outputDir: string): boolean => {
    buildSync({
      entryPoints: [entry],
      outfile: `${outputDir}/index.mjs`,
      bundle: true,
      minify: true,
      platform: "node",
      target: "node24",
      format: "esm",
      mainFields: ["module", "main"],
      sourcemap: "external",
      legalComments: "none",
      logLevel: "warning",
    });
    return true;
  };
  return Code.fromAsset(dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry("not-used-bundling-is-local"), local: { tryBundle } },
  });
}
