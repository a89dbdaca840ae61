import { createHash } from "node:crypto";

import type { FunctionConfiguration } from "../../lambda/function-configuration.ts";
import type { FoundFunction } from "../../lambda/functions.ts";
import type { CodeUrls } from "./code-urls.ts";
import { toConfiguration } from "./to-configuration.ts";
import { toZip } from "./to-zip.ts";

const digests = new WeakMap<FunctionConfiguration, string>();

/** SHA-256 of the code as it is downloaded; what is deployed does not change, so it is packed once. */
export function hashCode(configuration: FunctionConfiguration): string {
  const known = digests.get(configuration);
  if (known !== undefined) return known;
  const digest = createHash("sha256").update(toZip(configuration.codeFolder)).digest("base64");
  digests.set(configuration, digest);
  return digest;
}

/** GetFunction: configuration and a URL of the code. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export function getFunction(
  { version: { configuration }, lambdaFunction: { reservedConcurrency: reserved } }: FoundFunction,
  codeUrls: CodeUrls,
): object {
  return {
    Configuration: getFunctionConfiguration({ version: { configuration } }),
    Code: { RepositoryType: "S3", Location: codeUrls.issue(configuration.codeFolder) },
    Tags: {},
    ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
  };
}

/** GetFunctionConfiguration: the same configuration alone. */
export function getFunctionConfiguration({
  version: { configuration },
}: {
  version: { configuration: FunctionConfiguration };
}): object {
  return toConfiguration(configuration, hashCode(configuration));
}
