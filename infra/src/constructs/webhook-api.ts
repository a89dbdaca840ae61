import { RemovalPolicy } from "aws-cdk-lib";
import { HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Stage } from "../stages/define-stages.ts";
import { stackNameOf } from "../stages/stage-names.ts";
import { webhookDefaults } from "../webhook-defaults.ts";

/**
 * The public front door: an HTTP API with one route per action and no default route.
 * Throttled at 100 requests at once and 50 a second per stage. The access log leaves out `$context.path`, which holds
 * credentials.
 */
export class WebhookApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", {
      apiName: stackNameOf(stage),
      description: `Webhooks of Zoho Cliq message actions, stage ${stage.name}`,
      createDefaultStage: false,
    });
    const logGroup = new LogGroup(this, "AccessLog", {
      retention: stage.production ? RetentionDays.ONE_MONTH : RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: webhookDefaults.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
  }
}

const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTime",
  routeKey: "$context.routeKey",
  status: "$context.status",
  responseLatency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integrationStatus",
  responseLength: "$context.responseLength",
  error: "$context.error.message",
});
