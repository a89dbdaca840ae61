import type { ResourceType } from "../stack/resource-type.ts";
import { apiGatewayV2Api } from "./api-gateway-v2-api.ts";
import { apiGatewayV2Integration } from "./api-gateway-v2-integration.ts";
import { apiGatewayV2Route } from "./api-gateway-v2-route.ts";
import { apiGatewayV2Stage } from "./api-gateway-v2-stage.ts";
import { cdkMetadata } from "./cdk-metadata.ts";
import { cloudwatchAlarm } from "./cloudwatch-alarm.ts";
import { customResource } from "./custom-resource/custom-resource.ts";
import { dynamodbTable } from "./dynamodb-table.ts";
import { ecrRepository } from "./ecr-repository.ts";
import { eventsRule } from "./events-rule.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRole } from "./iam-role.ts";
import { lambdaAlias } from "./lambda-alias.ts";
import { lambdaEventInvokeConfig } from "./lambda-event-invoke-config.ts";
import { lambdaEventSourceMapping } from "./lambda-event-source-mapping.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaPermission } from "./lambda-permission.ts";
import { lambdaVersion } from "./lambda-version.ts";
import { logsLogGroup } from "./logs-log-group.ts";
import { s3BucketPolicy } from "./s3-bucket-policy.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { snsSubscription } from "./sns-subscription.ts";
import { snsTopicPolicy } from "./sns-topic-policy.ts";
import { snsTopic } from "./sns-topic.ts";
import { sqsQueuePolicy } from "./sqs-queue-policy.ts";
import { sqsQueue } from "./sqs-queue.ts";
import { ssmParameter } from "./ssm-parameter.ts";

/** The CloudFormation resource types that local AWS runs, besides those that begin with `Custom::`. */
export const resourceTypes: Record<string, ResourceType> = {
  "AWS::ApiGatewayV2::Api": apiGatewayV2Api,
  "AWS::ApiGatewayV2::Integration": apiGatewayV2Integration,
  "AWS::ApiGatewayV2::Route": apiGatewayV2Route,
  "AWS::ApiGatewayV2::Stage": apiGatewayV2Stage,
  "AWS::CDK::Metadata": cdkMetadata,
  "AWS::CloudFormation::CustomResource": customResource,
  "AWS::CloudWatch::Alarm": cloudwatchAlarm,
  "AWS::DynamoDB::Table": dynamodbTable,
  "AWS::ECR::Repository": ecrRepository,
  "AWS::Events::Rule": eventsRule,
  "AWS::IAM::Policy": iamPolicy,
  "AWS::IAM::Role": iamRole,
  "AWS::Lambda::Alias": lambdaAlias,
  "AWS::Lambda::EventInvokeConfig": lambdaEventInvokeConfig,
  "AWS::Lambda::EventSourceMapping": lambdaEventSourceMapping,
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Lambda::Permission": lambdaPermission,
  "AWS::Lambda::Version": lambdaVersion,
  "AWS::Logs::LogGroup": logsLogGroup,
  "AWS::S3::Bucket": s3Bucket,
  "AWS::S3::BucketPolicy": s3BucketPolicy,
  "AWS::SNS::Subscription": snsSubscription,
  "AWS::SNS::Topic": snsTopic,
  "AWS::SNS::TopicPolicy": snsTopicPolicy,
  "AWS::SQS::Queue": sqsQueue,
  "AWS::SQS::QueuePolicy": sqsQueuePolicy,
  "AWS::SSM::Parameter": ssmParameter,
};

/** The implementation of a CloudFormation resource type, or undefined when local AWS has none. */
export function findResourceType(type: string): ResourceType | undefined {
  if (type.startsWith("Custom::")) return customResource;
  return Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
}
