import { createThrottle, type ThrottleSettings } from "../http-api/throttle.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { findHttpApi } from "./find-http-api.ts";

/** `AWS::ApiGatewayV2::Stage`. Access logs come out as events. */
export const apiGatewayV2Stage: ResourceType = {
  properties: ["ApiId", "StageName", "AccessLogSettings", "DefaultRouteSettings", "RouteSettings"],
  ignored: ["AutoDeploy", "Description", "Tags"],
  create: put,
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
  findHttpApi(account, resource).stages.set(StageName, {
    accessLog: AccessLogSettings?.Format,
    letsIn: createThrottle(DefaultRouteSettings ?? {}, RouteSettings ?? {}, () => performance.now()),
  });
  return { physicalId: StageName };
}
