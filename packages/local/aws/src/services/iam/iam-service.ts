import { z } from "zod";

import type { Account } from "../../account.ts";
import { authorize } from "../authorize.ts";
import { members } from "../form.ts";
import { like, operation, text, wholeText } from "../operation.ts";
import { page } from "../page.ts";
import { queryService } from "../query-service.ts";
import { ServiceError } from "../../service-error.ts";
import type { Service } from "../service-call.ts";

const decisions = { allowed: "allowed", "explicitly denied": "explicitDeny", "not allowed": "implicitDeny" } as const;

/**
 * IAM's SimulatePrincipalPolicy for roles: what an action on a resource would come to, by the judge that decides real calls.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function iamService(account: Account): Service {
  return queryService(protocol, {
    SimulatePrincipalPolicy: operation(simulateInput, (input, call) => {
      const roleArn = input.PolicySourceArn;
      call.authorize("iam:SimulatePrincipalPolicy", roleArn);
      const roleName = account.iam.findRole(roleArn);
      if (roleName === undefined) throw new ServiceError("NoSuchEntity", `There is no role ${roleArn}.`, 404);
      const role = { kind: "role", roleName, roleArn, arn: roleArn } as const;
      const results = input.ActionNames.flatMap((action) =>
        input.ResourceArns.map((resource) => ({
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: decisions[authorize(account, role, action, resource)],
        })),
      );
      const { items, NextToken } = page(results, input.Marker, input.MaxItems);
      return { IsTruncated: NextToken !== undefined, Marker: NextToken, EvaluationResults: { member: [...items] } };
    }),
  });
}

const protocol = { name: "IAM", namespace: "https://iam.amazonaws.com/doc/2010-05-08/", valueCode: "InvalidInput" };
const simulateInput = z.strictObject({
  PolicySourceArn: like(/arn:.+/, 20, 2048),
  ActionNames: members(like(/[\w-]+:[\w*?]+|\*/, 1, 128)).refine((actions) => actions.length > 0, {
    error: "Member must have length greater than or equal to 1",
  }),
  ResourceArns: members(like(/\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/, 1, 2048)).default(["*"]),
  MaxItems: wholeText(1, 1000).default(100),
  Marker: text(1, 320).optional(),
});
