import { dirname, resolve } from "node:path";

import type { Credentials } from "../iam/iam.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

// Lambda's Node runtimes bring the AWS SDK under NODE_PATH; here it is found beside this package.
const runtimeModules = resolve(import.meta.dirname, "../../node_modules");

/**
 * The whole environment of a function's process: what Lambda defines, the template's variables, the endpoint of the local services; nothing of the parent's.
 * See https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function toProcessEnvironment(
  configuration: FunctionConfiguration,
  runtime: {
    address: string;
    client: string;
    region: string;
    endpoint: string;
    allowEgress: boolean;
    actionsFolder: string;
    credentials: Credentials;
    logStreamName: string;
  },
): Record<string, string> {
  const { region, credentials } = runtime;
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin:/opt/bin",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    NODE_PATH: runtimeModules,
    // Windows opens no socket without it.
    ...(process.platform === "win32" && { SYSTEMROOT: process.env["SYSTEMROOT"] ?? "C:\\Windows" }),
    AWS_ENDPOINT_URL: runtime.endpoint,
    // These are taken back by the preloads before the function's own code runs.
    _LOCAL_AWS_ENDPOINT: runtime.endpoint,
    ...(!runtime.allowEgress && { _LOCAL_AWS_REPORTS: "1", _LOCAL_AWS_ACTIONS: runtime.actionsFolder }),
    ...configuration.environment,
    _HANDLER: configuration.handler,
    LAMBDA_TASK_ROOT: configuration.codeFolder,
    LAMBDA_RUNTIME_DIR: dirname(runtime.client),
    AWS_LAMBDA_RUNTIME_API: runtime.address,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: runtime.logStreamName,
    ...(configuration.logFormat === "JSON" && { AWS_LAMBDA_LOG_FORMAT: "JSON" }),
    ...(configuration.logLevel !== undefined && { AWS_LAMBDA_LOG_LEVEL: configuration.logLevel }),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}
