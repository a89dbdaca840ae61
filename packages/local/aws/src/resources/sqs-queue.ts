import { checkSettings } from "../services/sqs/check-settings.ts";
import { createQueue, type QueueSettings, setSettings, wake } from "../services/sqs/queue.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, DesiredResource, ResourceState, ResourceType } from "../stack/resource-type.ts";

const settings = [
  "DelaySeconds",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
];

/** `AWS::SQS::Queue`: a standard queue. What is in it goes with it. */
export const sqsQueue: ResourceType = {
  properties: ["QueueName", "FifoQueue", ...settings],
  ignored: ["Tags"],
  attributes: ["Arn", "QueueName", "QueueUrl"],
  create,
  update(resource, deployment, previous) {
    const name = previous.attributes["QueueName"] as string;
    const wanted = toName(resource);
    const isRenamed = wanted === undefined ? toName(previous) !== undefined : wanted !== name;
    return isRenamed ? create(resource, deployment) : put(resource, deployment, name);
  },
  delete({ attributes }, { account: { queues } }) {
    const queue = queues.get(attributes["QueueName"] as string);
    queues.delete(attributes["QueueName"] as string);
    // Whoever waits for a message of it has an answer.
    if (queue) wake(queue);
  },
};

const toName = ({ properties }: DesiredResource): string | undefined => properties["QueueName"] as string | undefined;

function create(resource: DesiredResource, deployment: Deployment): ResourceState {
  const name = toName(resource) ?? physicalName(resource, 80);
  if (deployment.account.queues.has(name)) throw new Error(`The queue ${name} already exists.`);
  return put(resource, deployment, name);
}

function put({ properties }: DesiredResource, { account }: Deployment, name: string): ResourceState {
  const queue = account.queues.get(name) ?? createQueue(account, name);
  const given: QueueSettings = Object.fromEntries(
    settings
      .filter((setting) => properties[setting] !== undefined)
      .map((setting) => [setting, toText(properties[setting])]),
  );
  checkSettings(account.queues, queue.arn, given);
  const { Policy } = queue.settings;
  setSettings(queue, { ...(Policy !== undefined && { Policy }), ...given });
  account.queues.set(name, queue);
  return { physicalId: queue.url, attributes: { Arn: queue.arn, QueueName: name, QueueUrl: queue.url } };
}

const toText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
