import type { Principal } from "../iam/principal.ts";
import type { Verdict } from "../iam/judge.ts";
import { ServiceError } from "../service-error.ts";

/** The refusal of a call by IAM, in AWS's own words. */
export class AccessDenied extends ServiceError {
  constructor(principal: Principal, action: string, resource: string, verdict: Verdict) {
    const because =
      verdict === "explicitly denied"
        ? "with an explicit deny in a policy"
        : `because no identity-based policy allows the ${action} action`;
    super(
      "AccessDeniedException",
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    );
    this.name = "AccessDenied";
  }
}
