import type { FunctionConfiguration } from "../../lambda/function-configuration.ts";

/** A function's configuration in the words of the Lambda API: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export function toConfiguration(configuration: FunctionConfiguration, codeSha256: string): object {
  const { logFormat, logLevel, systemLogLevel } = configuration;
  return {
    FunctionName: configuration.functionName,
    FunctionArn: configuration.arn,
    Version: configuration.version,
    RevisionId: configuration.revisionId,
    Role: configuration.roleArn,
    Runtime: configuration.runtime,
    Handler: configuration.handler,
    MemorySize: configuration.memoryMb,
    Timeout: configuration.timeoutSeconds,
    CodeSha256: codeSha256,
    Environment: { Variables: configuration.environment },
    LoggingConfig: {
      LogGroup: configuration.logGroupName,
      LogFormat: logFormat,
      ...(logLevel !== undefined && { ApplicationLogLevel: logLevel }),
      ...(systemLogLevel !== undefined && { SystemLogLevel: systemLogLevel }),
    },
    PackageType: "Zip",
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}
