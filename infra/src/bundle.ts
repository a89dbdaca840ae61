import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { dirname } from "node:path";
import { bundleTo } from "./bundle-to.ts";

/**
 * Lambda code from a TypeScript entry: one minified ES module, bundled by esbuild in this process.
 * Source maps are uploaded beside it but not enabled at run time, where they cost a third of a cold start.
 */
export function bundle(entry: string): AssetCode {
  const tryBundle = (outputDir: string): boolean => {
    bundleTo(outputDir, entry);
    return true;
  };
  return Code.fromAsset(dirname(entry), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry("not-used-bundling-is-local"), local: { tryBundle } },
  });
}
