import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type CustomResourceRequest, toCustomResourceEvent } from "../custom-resource/custom-resource-request.ts";
import {
  byResourceType,
  serveCustomResource,
  withPatience,
  type Work,
} from "../custom-resource/serve-custom-resource.ts";
import { requireEnvironment } from "../environment.ts";
import { onLambda, openStage, type StageMeans } from "./open-stage.ts";
import { serveRegistrations } from "./serve-registrations.ts";

/**
 * `Custom::CliqMessageActions`: makes Cliq agree with the actions of one stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function serveActions(means: StageMeans): Work {
  const work = byResourceType({
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
  return withPatience(means.patience, work);
}

/** See {@link serveActions}. */
export const handler = serveCustomResource(serveActions(onLambda()));

/** Gives the event to another invocation of a function, as Lambda gave it to this one: nobody waits for it. */
async function invokeAgain(client: LambdaClient, functionName: string, request: CustomResourceRequest): Promise<void> {
  const Payload = JSON.stringify(toCustomResourceEvent(request));
  await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
}
