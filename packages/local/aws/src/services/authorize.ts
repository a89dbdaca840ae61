import type { Account } from "../account.ts";
import { judge, type Verdict } from "../iam/judge.ts";
import type { Principal } from "../iam/principal.ts";
import type { Statement } from "../iam/statement.ts";

/** Judges one action of a principal by its role's policies and, when there is one, the resource's own policy. */
export function authorize(
  account: Pick<Account, "iam" | "accountId" | "region">,
  principal: Principal,
  action: string,
  resource: string,
  options: { resourcePolicy?: Statement[]; context?: Record<string, string> } = {},
): Verdict {
  if (principal.kind === "administrator") return "allowed";
  const { resourcePolicy = [] } = options;
  const identityPolicies = [...(account.iam.roles.get(principal.roleName)?.values() ?? [])].flat();
  const context = {
    // The loopback stands for the TLS that the SDK would speak to AWS.
    "aws:securetransport": "true",
    "aws:principalarn": principal.roleArn,
    "aws:principalaccount": account.accountId,
    "aws:principaltype": "AssumedRole",
    "aws:resourceaccount": account.accountId,
    "s3:resourceaccount": account.accountId,
    "aws:requestedregion": account.region,
    ...options.context,
  };
  // A resource policy that names the whole account only delegates to IAM, so the account is not among the caller's names.
  const principals = [principal.arn, principal.roleArn];
  return judge({ action, resource, principals, context }, [...identityPolicies, ...resourcePolicy]);
}
