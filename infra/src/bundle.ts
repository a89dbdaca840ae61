import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BundleNeeds, checkBundle, checkHandler, toInvalidBundle } from "./check-bundle.ts";
import { reuseBundle } from "./reuse-bundle.ts";

/** What is bundled, and how. */
interface Bundled extends BundleNeeds {
  readonly entry: string;
  /** What the stage has chosen, as `choicesOf` says it. */
  readonly choices: readonly string[];
}

/**
 * Hands Lambda code from a TypeScript entry to `use`: one minified ES module, bundled by esbuild in this process. CDK gets
 * the finished files rather than a way to bundle them, of which it would say a line for each function; of a stack that a
 * command leaves out (`isRequired`) none.
 * Throws `InvalidBundle` when the entry does not compile, exports no `handler` or one that is no function, has a `worker`
 * where none is due or none where one is, lacks an ability that is due, or brings test code along.
 */
export function withBundle<T>(bundled: Bundled, isRequired: boolean, use: (code: AssetCode) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    if (isRequired) bundleChecked(folder, bundled);
    return use(Code.fromAsset(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bundleChecked(folder: string, { entry, choices, ...needs }: Bundled): void {
  try {
    checkBundle(entry, reuseBundle(folder, entry, { choices }), needs);
    checkHandler(entry, folder);
  } catch (error) {
    throw toInvalidBundle(entry, error);
  }
}
