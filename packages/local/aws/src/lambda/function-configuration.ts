/** A Lambda function as its template declares it, resolved. */
export interface FunctionConfiguration {
  functionName: string;
  logicalId: string;
  /** The construct path in the CDK app (`aws:cdk:path`). */
  path: string;
  /** `$LATEST`, or the number of a published version. */
  version: string;
  arn: string;
  /** Another one for each change, by which a caller says which state it saw. */
  revisionId: string;
  handler: string;
  runtime: string;
  /** Absolute path of the folder with the code. */
  codeFolder: string;
  memoryMb: number;
  timeoutSeconds: number;
  environment: Record<string, string>;
  roleArn: string;
  logGroupName: string;
  /** `JSON` or `Text`, with the level below which the runtime drops a line. */
  logFormat: string;
  logLevel?: string;
  /** The level below which the platform leaves out a line of its own in the JSON format; INFO unless given. */
  systemLogLevel?: string;
}
