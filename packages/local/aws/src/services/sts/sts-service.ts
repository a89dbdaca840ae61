import { z } from "zod";

import type { Account } from "../../account.ts";
import { judge } from "../../iam/judge.ts";
import { AccessDenied } from "../access-denied.ts";
import { like, operation, wholeText } from "../operation.ts";
import { ServiceError } from "../../service-error.ts";
import { queryService } from "../query-service.ts";
import type { Service, ServiceCall } from "../service-call.ts";

const hourSeconds = 3600;

/** STS: who somebody is, and roles as their trust policies let somebody take them. */
export function stsService(account: Account): Service {
  return queryService(protocol, {
    GetCallerIdentity: operation(z.strictObject({}), (_, { principal }) => {
      const id = principal.kind === "role" ? `AROA:${principal.arn.split("/").at(-1)}` : "AIDALOCALADMINISTRATOR";
      return { Arn: principal.arn, UserId: id, Account: account.accountId };
    }),
    AssumeRole: operation(assumeRoleInput, (input, call) => {
      const { RoleArn: roleArn, RoleSessionName: session, DurationSeconds: seconds } = input;
      authorizeRole(account, call, roleArn, input.ExternalId);
      refuseLongSession(account, call, roleArn, seconds);
      const { accessKeyId, secretAccessKey, sessionToken } = account.iam.issueRoleCredentials(roleArn, session);
      const { arn } = account.iam.findPrincipal(accessKeyId)!;
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(Date.now() + seconds * 1000),
        },
        AssumedRoleUser: { AssumedRoleId: `AROA:${session}`, Arn: arn },
      };
    }),
  });
}

const protocol = { name: "STS", namespace: "https://sts.amazonaws.com/doc/2011-06-15/" };
const assumeRoleInput = z.strictObject({
  RoleArn: like(/arn:.+/, 20, 2048),
  RoleSessionName: like(/[\w+=,.@-]*/, 2, 64),
  DurationSeconds: wholeText(900, 12 * hourSeconds).default(hourSeconds),
  ExternalId: like(/[\w+=,.@:/-]*/, 2, 1224).optional(),
});

function refuseLongSession({ iam }: Account, { principal }: ServiceCall, roleArn: string, seconds: number): void {
  const refuse = (message: string): never => {
    throw new ServiceError("ValidationError", message);
  };
  if (seconds > (iam.longestSessionSeconds.get(iam.findRole(roleArn) ?? "") ?? hourSeconds))
    refuse("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  if (principal.kind === "role" && seconds > hourSeconds)
    refuse("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
}

// Whom the trust policy names may take the role; where it names the account, the caller's own policies decide.
function authorizeRole(account: Account, call: ServiceCall, roleArn: string, externalId: string | undefined): void {
  const { principal } = call;
  const trust = account.iam.trusts.get(account.iam.findRole(roleArn) ?? "") ?? [];
  const context: Record<string, string> = externalId === undefined ? {} : { "sts:externalid": externalId };
  const as = (principals: string[]): ReturnType<typeof judge> =>
    judge({ action: "sts:AssumeRole", resource: roleArn, principals, context }, trust);
  const named = as([principal.arn, ...(principal.kind === "role" ? [principal.roleArn] : [])]);
  const delegated = as([account.accountId, `arn:aws:iam::${account.accountId}:root`]);
  const isDenied = named === "explicitly denied" || delegated === "explicitly denied";
  if (isDenied || (named !== "allowed" && delegated !== "allowed"))
    throw new AccessDenied(principal, "sts:AssumeRole", roleArn, isDenied ? "explicitly denied" : "not allowed");
  if (named !== "allowed") call.authorize("sts:AssumeRole", roleArn);
}
