import { randomUUID } from "node:crypto";

import { retriesOf } from "../../lambda/functions.ts";
import { ResourceFailed } from "../../stack/resource-failed.ts";
import type { DesiredResource, Deployment, ResourceState } from "../../stack/resource-type.ts";
import { parseResponse } from "./parse-response.ts";
import { stringifyProperties } from "./stringify-properties.ts";

const defaultTimeoutSeconds = 3600;

/** What a custom resource is asked to do. */
export type Question =
  | { RequestType: "Create" }
  | { RequestType: "Update"; PhysicalResourceId: string; OldResourceProperties: Record<string, unknown> }
  | { RequestType: "Delete"; PhysicalResourceId: string };

/**
 * Sends a custom resource one event and waits for what it puts to the response URL, until ServiceTimeout.
 * CloudFormation would sit out that time even when every attempt of the function failed; here such a failure ends the wait.
 * See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
export async function ask(
  resource: DesiredResource,
  question: Question,
  { account, signal }: Deployment,
): Promise<ResourceState> {
  const { ServiceToken, ServiceTimeout = defaultTimeoutSeconds } = resource.properties as {
    ServiceToken?: string;
    ServiceTimeout?: number | string;
  };
  const found = ServiceToken === undefined ? undefined : account.functions.find(ServiceToken);
  if (!found)
    throw new ResourceFailed(
      `The ServiceToken of ${resource.logicalId} is ${ServiceToken}, which is no function of this account.`,
    );

  const identity = { StackId: resource.stackId, RequestId: randomUUID(), LogicalResourceId: resource.logicalId };
  const answered = Promise.withResolvers<Buffer>();
  const stop = (reason: string): void => answered.reject(new ResourceFailed(reason));
  const event = {
    ...identity,
    ...question,
    ...("OldResourceProperties" in question && {
      OldResourceProperties: stringifyProperties(question.OldResourceProperties),
    }),
    ServiceToken,
    ResponseURL: account.responseUrls.issue(
      identity.StackId,
      identity.LogicalResourceId,
      identity.RequestId,
      answered.resolve,
    ),
    ResourceType: resource.type,
    ResourceProperties: stringifyProperties(resource.properties),
  };
  const timer = setTimeout(
    () =>
      stop(
        `CloudFormation did not receive a response from your Custom Resource within ${ServiceTimeout} seconds. Please check your logs for requestId [${identity.RequestId}].`,
      ),
    Number(ServiceTimeout) * 1000,
  );
  const onAbort = (): void => stop("Resource operation cancelled");
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  async function invoke(target: NonNullable<typeof found>): Promise<void> {
    const { ok, errorType } = await account.functions.invokeEvent(target, JSON.stringify(event));
    if (!ok)
      stop(
        `The function ${target.version.configuration.functionName} failed (${errorType ?? "Unhandled"}) in each of ${retriesOf(target) + 1} attempts without answering; see its log.`,
      );
  }
  void invoke(found);
  try {
    return parseResponse(await answered.promise, identity);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}
