import type { Account } from "../../account.ts";
import type { LambdaFunction } from "../../lambda/functions.ts";
import { ServiceError } from "../../service-error.ts";
import { refuseOtherRevision } from "./change-functions.ts";

/** GetAlias. https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export function getAlias(lambdaFunction: LambdaFunction, name: string): object {
  const { configuration } = lambdaFunction.latest;
  const version = lambdaFunction.aliases.get(name);
  const arn = `${configuration.arn}:${name}`;
  if (version === undefined) throw new ServiceError("ResourceNotFoundException", `Cannot find alias arn: ${arn}`, 404);
  const RevisionId = lambdaFunction.aliasRevisions.get(name);
  return { AliasArn: arn, Name: name, FunctionVersion: version, Description: "", RevisionId };
}

/** UpdateAlias, to another version. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export function updateAlias(
  { functions }: Account,
  lambdaFunction: LambdaFunction,
  {
    Name,
    FunctionVersion,
    RevisionId,
  }: { Name: string; FunctionVersion?: string | undefined; RevisionId?: string | undefined },
): object {
  const { functionName, arn } = lambdaFunction.latest.configuration;
  getAlias(lambdaFunction, Name);
  refuseOtherRevision(RevisionId, lambdaFunction.aliasRevisions.get(Name));
  if (FunctionVersion !== undefined) {
    if (FunctionVersion !== "$LATEST" && !lambdaFunction.versions.has(FunctionVersion))
      throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}:${FunctionVersion}`, 404);
    functions.setAlias(functionName, Name, FunctionVersion);
  }
  return getAlias(lambdaFunction, Name);
}
