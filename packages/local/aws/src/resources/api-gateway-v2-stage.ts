import { createThrottle, type ThrottleSettings } from "../http-api/throttle.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { findHttpApi } from "./find-http-api.ts";

/** `AWS::ApiGatewayV2::Stage`. Access logs come out as events. */
export const apiGatewayV2Stage: ResourceType = {
  properties: ["ApiId", "StageName", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"],
  ignored: ["AutoDeploy", "Description", "Tags"],
  create(resource, deployment) {
    const name = String(resource.properties["StageName"]);
    if (findHttpApi(deployment.account, resource).stages.has(name)) throw new Error(`Stage ${name} already exists.`);
    return put(resource, deployment);
  },
  update: put,
  delete({ properties, physicalId }, { account }) {
    account.httpApis.get(String(properties["ApiId"]))?.stages.delete(physicalId);
  },
};

function put(resource: DesiredResource, { account }: Deployment): ResourceState {
  const { StageName, AccessLogSettings, DefaultRouteSettings, RouteSettings } = resource.properties as {
    StageName: string;
    AccessLogSettings?: { Format?: string };
    DefaultRouteSettings?: ThrottleSettings;
    RouteSettings?: Record<string, ThrottleSettings>;
  };
  const { routes, stages } = findHttpApi(account, resource);
  const keys = [...routes.values()].map(({ routeKey }) => routeKey);
  const missing = Object.keys(RouteSettings ?? {}).find((key) => !keys.includes(key));
  // A stage that does not wait for its routes may be there before them.
  if (missing !== undefined)
    throw new Error(`Unable to find Route by key ${missing} within the provided RouteSettings.`);
  stages.set(StageName, {
    accessLog: AccessLogSettings?.Format,
    letsIn: createThrottle(DefaultRouteSettings ?? {}, RouteSettings ?? {}, () => performance.now()),
  });
  return { physicalId: StageName };
}
