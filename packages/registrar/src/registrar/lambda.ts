import { InvokeCommand } from "@aws-sdk/client-lambda";
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
    "Custom::CliqMessageActions": async (request, stopsAt, note, event) => {
      const { openLedger, ...stage } = openStage(means);
      return serveRegistrations(request, stopsAt, {
        ...stage,
        note,
        ledger: openLedger(request),
        // As Lambda gave it to this one: nobody waits for it.
        handOver: async () => {
          const FunctionName = requireEnvironment("AWS_LAMBDA_FUNCTION_NAME");
          const Payload = JSON.stringify(event);
          await means.aws.lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
        },
      });
    },
  });
  return withPatience(means.patience, work);
}

/** See {@link serveActions}. */
export const handler = serveCustomResource(serveActions(onLambda()));
