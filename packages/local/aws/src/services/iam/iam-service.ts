import type { Account } from "../../account.ts";
import { authorize } from "../authorize.ts";
import { queryService } from "../query-service.ts";
import { ServiceError } from "../../service-error.ts";
import type { Service } from "../service-call.ts";

const decisions = { allowed: "allowed", "explicitly denied": "explicitDeny", "not allowed": "implicitDeny" } as const;

/**
 * IAM's SimulatePrincipalPolicy for roles: what an action on a resource would come to, by the judge that decides real calls.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function iamService(account: Account): Service {
  return queryService("IAM", "https://iam.amazonaws.com/doc/2010-05-08/", {
    SimulatePrincipalPolicy(input, call) {
      const roleArn = input.get("PolicySourceArn") ?? "";
      call.authorize("iam:SimulatePrincipalPolicy", roleArn);
      const roleName = roleArn.split("/").at(-1) ?? "";
      if (!account.iam.roles.has(roleName)) throw new ServiceError("NoSuchEntity", `There is no role ${roleArn}.`, 404);
      const role = { kind: "role", roleName, roleArn, arn: roleArn } as const;
      const results = listOf(input, "ActionNames").flatMap((action) =>
        listOf(input, "ResourceArns").map((resource) => ({
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: decisions[authorize(account, role, action, resource)],
        })),
      );
      return { IsTruncated: "false", EvaluationResults: { member: results } };
    },
  });
}

/** A list as the query protocol writes it: `Name.member.1`, `Name.member.2`. */
function listOf(input: URLSearchParams, name: string): string[] {
  return [...input].flatMap(([key, value]) => (key.startsWith(`${name}.member.`) ? [value] : []));
}
