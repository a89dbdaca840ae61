import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { dirname } from "node:path";
import { checkBundle, toInvalidBundle } from "./check-bundle.ts";
import { reuseBundle } from "./reuse-bundle.ts";

/**
 * Hands Lambda code from a TypeScript entry to `use`: one minified ES module, bundled by esbuild in this process.
 * Throws `InvalidBundle` when the entry does not compile, exports no `handler`, or brings test code along.
 */
export function withBundle<T>(entry: string, use: (code: AssetCode) => T): T {
  let failure: unknown;
  const tryBundle = (outputDir: string): boolean => {
    try {
      checkBundle(entry, reuseBundle(outputDir, entry));
      return true;
    } catch (error) {
      failure = toInvalidBundle(entry, error);
      throw failure;
    }
  };
  try {
    return use(
      Code.fromAsset(dirname(entry), {
        assetHashType: AssetHashType.OUTPUT,
        bundling: { image: DockerImage.fromRegistry("not-used-bundling-is-local"), local: { tryBundle } },
      }),
    );
  } catch (error) {
    // CDK tells of it in a longer sentence and without its cause.
    throw failure ?? error;
  }
}
