import { randomUUID } from "node:crypto";

import type { EventSource } from "../event-sources/event-source.ts";
import { mayDo } from "../event-sources/may-do.ts";
import { startMapping } from "../event-sources/start-mapping.ts";
import { findQueueByArn } from "../services/sqs/queue.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface MappingProperties {
  EventSourceArn: string;
  FunctionName: string;
  BatchSize?: number | string;
  MaximumBatchingWindowInSeconds?: number | string;
  FunctionResponseTypes?: string[];
  ScalingConfig?: { MaximumConcurrency?: number | string };
  Enabled?: boolean | string;
}
const needed = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];
/** Batches at once where nobody says how many: what Lambda begins with. */
const usualConcurrency = 5;
/** More would wait for a process of the function, and their messages' time in flight would pass. */
const mostConcurrency = 8;

/** `AWS::Lambda::EventSourceMapping` of an SQS queue. */
export const lambdaEventSourceMapping: ResourceType = {
  properties: [
    "EventSourceArn",
    "FunctionName",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "FunctionResponseTypes",
    "ScalingConfig",
    "Enabled",
  ],
  ignored: ["Tags", "MetricsConfig"],
  attributes: ["Id", "EventSourceMappingArn"],
  create: (resource, deployment) => put(resource, deployment, randomUUID()),
  update(resource, deployment, previous) {
    const isReplaced = resource.properties["EventSourceArn"] !== previous.properties["EventSourceArn"];
    return put(resource, deployment, isReplaced ? randomUUID() : previous.physicalId);
  },
  delete({ physicalId }, { account }) {
    account.mappings.get(physicalId)?.enable(false);
    account.mappings.delete(physicalId);
  },
};

function put({ logicalId, properties }: DesiredResource, { account }: Deployment, uuid: string): ResourceState {
  const source = toSource(properties as unknown as MappingProperties);
  const queue = findQueueByArn(account.queues, source.queueArn);
  if (!queue)
    throw new Error(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue ${source.queueArn} of ${logicalId} does not exist.`,
    );
  const found = account.functions.find(source.functionName);
  if (!found) throw new Error(`Function not found: ${source.functionName}, which ${logicalId} invokes.`);
  for (const action of needed)
    if (!mayDo(account, source.functionName, `sqs:${action}`, queue, false))
      throw new Error(
        `The function execution role does not have permissions to call ${action} on SQS: grant it ${needed.map((one) => `sqs:${one}`).join(", ")} on ${queue.arn} (${logicalId}).`,
      );
  const { timeoutSeconds } = found.version.configuration;
  const visibilitySeconds = Number(queue.settings["VisibilityTimeout"]);
  if (visibilitySeconds < timeoutSeconds)
    throw new Error(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${timeoutSeconds} seconds (${logicalId}).`,
    );
  account.mappings.get(uuid)?.enable(false);
  const { Enabled = true } = properties as unknown as MappingProperties;
  account.mappings.set(uuid, startMapping(account, source, String(Enabled) === "true"));
  const arn = `arn:aws:lambda:${account.region}:${account.accountId}:event-source-mapping:${uuid}`;
  return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } };
}

function toSource(properties: MappingProperties): EventSource {
  const { BatchSize = 10, MaximumBatchingWindowInSeconds = 0, FunctionResponseTypes = [] } = properties;
  const { MaximumConcurrency = usualConcurrency } = properties.ScalingConfig ?? {};
  return {
    queueArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    batchSize: Number(BatchSize),
    windowMs: Number(MaximumBatchingWindowInSeconds) * 1000,
    reportsFailures: FunctionResponseTypes.includes("ReportBatchItemFailures"),
    maxConcurrency: Math.min(Number(MaximumConcurrency), mostConcurrency),
  };
}
