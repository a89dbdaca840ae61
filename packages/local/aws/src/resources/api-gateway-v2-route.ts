import { randomId } from "../random-id.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { findHttpApi } from "./find-http-api.ts";

/** `AWS::ApiGatewayV2::Route` without an authorizer. */
export const apiGatewayV2Route: ResourceType = {
  properties: ["ApiId", "RouteKey", "Target", "AuthorizationType"],
  ignored: ["OperationName"],
  attributes: ["RouteId"],
  create: (resource, deployment) => put(resource, deployment, randomId(7, "lower")),
  update: (resource, deployment, previous) => put(resource, deployment, previous.physicalId),
  delete({ properties, physicalId }, { account }) {
    account.httpApis.get(String(properties["ApiId"]))?.routes.delete(physicalId);
  },
};

function put(resource: DesiredResource, { account }: Deployment, physicalId: string): ResourceState {
  const {
    RouteKey,
    Target = "",
    AuthorizationType = "NONE",
  } = resource.properties as { RouteKey: string; Target?: string; AuthorizationType?: string };
  if (AuthorizationType !== "NONE")
    throw new Error(`The route ${RouteKey} has the authorization ${AuthorizationType}; local AWS supports NONE only.`);
  const { routes, integrations } = findHttpApi(account, resource);
  const integrationId = Target.replace("integrations/", "");
  if (Target !== "" && !integrations.has(integrationId))
    throw new Error(`The target ${Target} of the route ${RouteKey} is no integration of its API.`);
  for (const [id, route] of routes)
    if (route.routeKey === RouteKey && id !== physicalId)
      throw new Error(`Route with key ${RouteKey} already exists for this API.`);
  routes.set(physicalId, { routeKey: RouteKey, integrationId });
  return { physicalId, attributes: { RouteId: physicalId } };
}
