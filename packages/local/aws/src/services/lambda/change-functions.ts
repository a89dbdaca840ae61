import type { Account } from "../../account.ts";
import type { FunctionConfiguration } from "../../lambda/function-configuration.ts";
import type { LambdaFunction } from "../../lambda/functions.ts";
import { ServiceError } from "../../service-error.ts";
import { checkVariables } from "./check-variables.ts";
import { getFunctionConfiguration, hashCode } from "./describe-functions.ts";

/** What of a function UpdateFunctionConfiguration changes here; what is left out stays. */
export interface ConfigurationChange {
  Environment?: { Variables?: Record<string, string> | undefined } | undefined;
  Timeout?: number | undefined;
  MemorySize?: number | undefined;
  RevisionId?: string | undefined;
}

/** How long a change takes, so that whoever does not wait for it meets that here, too; on Lambda it is about a second. */
const updateMs = 300;
const updating = new WeakMap<LambdaFunction, number>();

/** UpdateFunctionConfiguration of `$LATEST`. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export function updateConfiguration(
  { functions }: Account,
  lambdaFunction: LambdaFunction,
  { Environment, Timeout, MemorySize, RevisionId }: ConfigurationChange,
): object {
  const { configuration } = lambdaFunction.latest;
  refuseWhileUpdating(lambdaFunction);
  refuseOtherRevision(RevisionId, configuration.revisionId);
  if (Environment !== undefined) checkVariables(Environment.Variables ?? {});
  const changed = functions.put({
    ...configuration,
    ...(Environment !== undefined && { environment: Environment.Variables ?? {} }),
    ...(Timeout !== undefined && { timeoutSeconds: Timeout }),
    ...(MemorySize !== undefined && { memoryMb: MemorySize }),
  });
  updating.set(lambdaFunction, Date.now() + updateMs);
  return { ...getFunctionConfiguration({ version: changed.latest }), ...inProgress };
}

/** The configuration of `$LATEST` says whether a change of it is under way. */
export function withUpdateStatus(lambdaFunction: LambdaFunction, described: object): object {
  return isUpdating(lambdaFunction) ? { ...described, ...inProgress } : described;
}

const inProgress = {
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
  LastUpdateStatusReasonCode: "Creating",
};

/** PublishVersion; where nothing has changed since the last version it is that one. https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html */
export function publishVersion(
  { functions }: Account,
  lambdaFunction: LambdaFunction,
  { CodeSha256, RevisionId }: { CodeSha256?: string | undefined; RevisionId?: string | undefined },
): object {
  const { latest, versions } = lambdaFunction;
  refuseWhileUpdating(lambdaFunction);
  refuseOtherRevision(RevisionId, latest.configuration.revisionId);
  const sha256 = hashCode(latest.configuration);
  if (CodeSha256 !== undefined && CodeSha256 !== sha256)
    throw new ServiceError(
      "InvalidParameterValueException",
      `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  const last = [...versions.values()].at(-1);
  const number =
    last !== undefined && fingerprint(last.configuration) === fingerprint(latest.configuration)
      ? last.configuration.version
      : functions.publish(latest.configuration.functionName);
  return getFunctionConfiguration({ version: versions.get(number)! });
}

/** What makes a version another one than the one before. */
function fingerprint(configuration: FunctionConfiguration): string {
  const unlike = { version: "", arn: "", revisionId: "", codeFolder: "" };
  return JSON.stringify({ ...configuration, ...unlike, code: hashCode(configuration) });
}

function refuseWhileUpdating(lambdaFunction: LambdaFunction): void {
  if (!isUpdating(lambdaFunction)) return;
  throw new ServiceError(
    "ResourceConflictException",
    `The operation cannot be performed at this time. An update is in progress for resource: ${lambdaFunction.latest.configuration.arn}`,
    409,
  );
}

function isUpdating(lambdaFunction: LambdaFunction): boolean {
  return Date.now() < (updating.get(lambdaFunction) ?? 0);
}

/** Refuses a caller who saw another state than there is now. */
export function refuseOtherRevision(seen: string | undefined, current: string | undefined): void {
  if (seen === undefined || seen === current) return;
  throw new ServiceError(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    412,
  );
}
