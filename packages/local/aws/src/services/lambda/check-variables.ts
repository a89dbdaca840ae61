import { ServiceError } from "../../service-error.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved =
  /^(?:_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_FUNCTION_NAME|LAMBDA_FUNCTION_MEMORY_SIZE|LAMBDA_FUNCTION_VERSION|LAMBDA_INITIALIZATION_TYPE|LAMBDA_LOG_GROUP_NAME|LAMBDA_LOG_STREAM_NAME|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_RUNTIME_API))$/;
const mostBytes = 4_096;

/** Refuses environment variables that Lambda would: reserved names, and more than 4 KB of them together. */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  const names = Object.keys(variables).filter((name) => reserved.test(name));
  const unable =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  if (names.length > 0)
    throw new ServiceError(
      "InvalidParameterValueException",
      `${unable} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${names.join(", ")}`,
    );
  if (Buffer.byteLength(JSON.stringify(variables)) > mostBytes)
    throw new ServiceError("InvalidParameterValueException", `${unable} exceeded the 4KB limit.`);
}
