import { systemClock } from "@cliq-actions/cliq/clock";
import { serveCustomResource } from "../custom-resource/serve-custom-resource.ts";
import { requireEnvironment } from "../environment.ts";
import { impatient, retryAccessDenied } from "../retry-access-denied.ts";
import { invokeAgain } from "./invoke-again.ts";
import { lambdaClient, openStage } from "./open-stage.ts";
import { serveRegistrations } from "./serve-registrations.ts";

/**
 * `Custom::CliqMessageActions`: makes Cliq agree with the actions of one stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const handler = serveCustomResource(async (request, stopsAt) => {
  // Only a first deployment can run before IAM has spread the grants.
  const patience = request.type === "Create" ? retryAccessDenied(systemClock) : impatient;
  const { openLedger, ...stage } = openStage(patience);
  return serveRegistrations(request, stopsAt, {
    ...stage,
    ledger: openLedger(request),
    handOver: async () => invokeAgain(lambdaClient, requireEnvironment("AWS_LAMBDA_FUNCTION_NAME"), request),
  });
});
