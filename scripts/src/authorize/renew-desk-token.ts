import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { namesOf } from "../stage/deployed-stage.ts";
import { findResource, findStack } from "../stage/deployed-stack.ts";
import { askDeskToken } from "../stage/ask-desk-token.ts";

/** What became of the desk's token: renewed and handed out, or a reason why it was not. */
export type Renewal = "renewed" | "not deployed" | { readonly failed: string };

/** Has the token keeper of a deployed stage renew Zoho Desk's token and hand it out. Never rejects: the grant is stored already. */
export async function renewDeskToken(
  aws: { readonly cloudFormation: CloudFormationClient; readonly lambda: LambdaClient },
  stackName: string,
): Promise<Renewal> {
  try {
    const stack = await findStack(aws.cloudFormation, stackName);
    const keeper = stack === undefined ? undefined : namesOf(stack).keeperFunction;
    // A keeper that was deployed for another desk knows of no second grant.
    if (stack === undefined || keeper === undefined || findResource(stack, "Custom::CliqDeskToken") === undefined)
      return "not deployed";
    await askDeskToken(aws.lambda, keeper);
    return "renewed";
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
