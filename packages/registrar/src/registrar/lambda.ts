import { byResourceType, serveCustomResource, type Work } from "../custom-resource/serve-custom-resource.ts";
import { requireEnvironment } from "../environment.ts";
import { invokeAgain } from "./invoke-again.ts";
import { onLambda, openStage, type StageMeans } from "./open-stage.ts";
import { serveRegistrations } from "./serve-registrations.ts";

/**
 * `Custom::CliqMessageActions`: makes Cliq agree with the actions of one stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function serveActions(means: StageMeans): Work {
  return byResourceType({
    "Custom::CliqMessageActions": async (request, stopsAt, note) => {
      const { openLedger, ...stage } = openStage(means);
      return serveRegistrations(request, stopsAt, {
        ...stage,
        note,
        ledger: openLedger(request),
        handOver: async () => invokeAgain(means.aws.lambda, requireEnvironment("AWS_LAMBDA_FUNCTION_NAME"), request),
      });
    },
  });
}

/** See {@link serveActions}. */
export const handler = serveCustomResource(serveActions(onLambda()));
