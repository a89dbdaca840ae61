import { createHash } from "node:crypto";

import type { FunctionConfiguration } from "../../lambda/function-configuration.ts";
import { ServiceError } from "../../service-error.ts";
import type { CodeUrls } from "./code-urls.ts";
import type { LambdaOperation } from "./lambda-operation.ts";
import { toConfiguration } from "./to-configuration.ts";
import { toZip } from "./to-zip.ts";

const digests = new WeakMap<FunctionConfiguration, string>();

/** SHA-256 of the code as it is downloaded; what is deployed does not change, so it is packed once. */
function hash(configuration: FunctionConfiguration): string {
  const known = digests.get(configuration);
  if (known !== undefined) return known;
  const digest = createHash("sha256").update(toZip(configuration.codeFolder)).digest("base64");
  digests.set(configuration, digest);
  return digest;
}

/** GetFunction: configuration and a URL of the code. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export function getFunction(codeUrls: CodeUrls): LambdaOperation {
  return ({ version: { configuration }, lambdaFunction: { reservedConcurrency: reserved } }, call, arn) => {
    call.authorize("lambda:GetFunction", arn);
    return {
      Configuration: toConfiguration(configuration, hash(configuration)),
      Code: { RepositoryType: "S3", Location: codeUrls.issue(configuration.codeFolder) },
      Tags: {},
      ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
    };
  };
}

/** GetFunctionConfiguration: the same configuration alone. */
export const getFunctionConfiguration: LambdaOperation = ({ version: { configuration } }, call, arn) => {
  call.authorize("lambda:GetFunctionConfiguration", arn);
  return toConfiguration(configuration, hash(configuration));
};

/** PutFunctionConcurrency: how many may run at once, 0 for none. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: LambdaOperation = ({ lambdaFunction }, call, arn) => {
  call.authorize("lambda:PutFunctionConcurrency", arn);
  const reserved = (JSON.parse(call.body.toString("utf8") || "{}") as Record<string, unknown>)[
    "ReservedConcurrentExecutions"
  ];
  if (typeof reserved !== "number" || !Number.isInteger(reserved) || reserved < 0)
    throw new ServiceError("InvalidParameterValueException", "ReservedConcurrentExecutions is a whole number from 0.");
  lambdaFunction.reservedConcurrency = reserved;
  return { ReservedConcurrentExecutions: reserved };
};

/** DeleteFunctionConcurrency: no limit of its own any more. */
export const deleteFunctionConcurrency: LambdaOperation = ({ lambdaFunction }, call, arn) => {
  call.authorize("lambda:DeleteFunctionConcurrency", arn);
  delete lambdaFunction.reservedConcurrency;
  return undefined;
};
