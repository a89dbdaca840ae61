import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type CustomResourceRequest, toCustomResourceEvent } from "../custom-resource/custom-resource-request.ts";

/** Gives the event to another invocation of a function, as Lambda gave it to this one: nobody waits for it. */
export async function invokeAgain(
  client: LambdaClient,
  functionName: string,
  request: CustomResourceRequest,
): Promise<void> {
  const Payload = JSON.stringify(toCustomResourceEvent(request));
  await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload }));
}
