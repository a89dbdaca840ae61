import { randomId } from "../random-id.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { findHttpApi } from "./find-http-api.ts";

interface IntegrationProperties {
  IntegrationType: string;
  IntegrationUri: string;
  PayloadFormatVersion?: string;
  TimeoutInMillis?: number | string;
}
const maxTimeoutMs = 30_000;

/** `AWS::ApiGatewayV2::Integration` with a function, in payload format 2.0. */
export const apiGatewayV2Integration: ResourceType = {
  properties: ["ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion", "TimeoutInMillis"],
  ignored: ["ConnectionType", "Description", "IntegrationMethod"],
  attributes: ["IntegrationId"],
  create: (resource, deployment) => put(resource, deployment, randomId(7, "lower")),
  update: (resource, deployment, previous) => put(resource, deployment, previous.physicalId),
  delete({ properties, physicalId }, { account }) {
    account.httpApis.get(String(properties["ApiId"]))?.integrations.delete(physicalId);
  },
};

function put(resource: DesiredResource, { account }: Deployment, physicalId: string): ResourceState {
  const {
    IntegrationType,
    IntegrationUri,
    PayloadFormatVersion,
    TimeoutInMillis = maxTimeoutMs,
  } = resource.properties as unknown as IntegrationProperties;
  if (IntegrationType !== "AWS_PROXY")
    throw new Error(
      `The integration ${resource.logicalId} is of the type ${IntegrationType}; local AWS supports AWS_PROXY only.`,
    );
  if (PayloadFormatVersion !== "2.0")
    throw new Error(
      `The integration ${resource.logicalId} has the payload format ${String(PayloadFormatVersion)}; local AWS speaks 2.0 only.`,
    );
  // Either the function's ARN, or the invocation path that holds it.
  const functionArn = /functions\/(.+)\/invocations$/.exec(IntegrationUri)?.[1] ?? IntegrationUri;
  findHttpApi(account, resource).integrations.set(physicalId, {
    functionArn,
    timeoutMs: Math.min(Number(TimeoutInMillis), maxTimeoutMs),
  });
  return { physicalId, attributes: { IntegrationId: physicalId } };
}
