import type { TemplateResource } from "../template/template.ts";

/** An HTTP API `Api` with a `$default` stage and one route per entry, route key to the logical id of its function. */
export function httpApiResources(routes: Record<string, string>): Record<string, TemplateResource> {
  const resources: Record<string, TemplateResource> = {
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ProtocolType: "HTTP" } },
    Stage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { ApiId: { Ref: "Api" }, StageName: "$default", AutoDeploy: true },
    },
  };
  for (const [index, [routeKey, functionId]] of Object.entries(routes).entries()) {
    const path = routeKey === "$default" ? "*/$default" : `*/*${routeKey.split(" ")[1]}`;
    Object.assign(resources, {
      [`Integration${index}`]: {
        Type: "AWS::ApiGatewayV2::Integration",
        Properties: {
          ApiId: { Ref: "Api" },
          IntegrationType: "AWS_PROXY",
          IntegrationUri: { "Fn::GetAtt": [functionId, "Arn"] },
          PayloadFormatVersion: "2.0",
        },
      },
      [`Route${index}`]: {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: {
          ApiId: { Ref: "Api" },
          RouteKey: routeKey,
          AuthorizationType: "NONE",
          Target: { "Fn::Join": ["", ["integrations/", { Ref: `Integration${index}` }]] },
        },
      },
      [`Permission${index}`]: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          Action: "lambda:InvokeFunction",
          FunctionName: { "Fn::GetAtt": [functionId, "Arn"] },
          Principal: "apigateway.amazonaws.com",
          SourceArn: {
            "Fn::Sub": `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/${path}`,
          },
        },
      },
    });
  }
  return resources;
}
