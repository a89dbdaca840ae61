import { parsePolicy } from "../iam/parse-policy.ts";
import type { Queue } from "../services/sqs/queue.ts";
import { physicalName } from "../stack/physical-name.ts";
import type {
  Deployment,
  DesiredResource,
  ExistingResource,
  ResourceState,
  ResourceType,
} from "../stack/resource-type.ts";

/** `AWS::SQS::QueuePolicy`: judged together with the caller's own policies. */
export const sqsQueuePolicy: ResourceType = {
  properties: ["PolicyDocument", "Queues"],
  attributes: ["Id"],
  create: (resource, deployment) => put(resource, deployment, physicalName(resource, 100)),
  update(resource, deployment, previous) {
    take(previous, deployment);
    return put(resource, deployment, previous.physicalId);
  },
  delete: take,
};

function put(resource: DesiredResource, { account }: Deployment, physicalId: string): ResourceState {
  const { logicalId, properties } = resource;
  const policy = parsePolicy(properties["PolicyDocument"], `The queue policy ${logicalId}`);
  for (const url of properties["Queues"] as string[]) {
    const queue = [...account.queues.values()].find((one) => one.url === url);
    if (!queue) throw new Error(`The policy ${logicalId} is for the queue ${url}, which does not exist.`);
    if (!policy.every(({ resources }) => resources.patterns.every((pattern) => isOf(queue, pattern))))
      throw new Error(`Invalid value for the parameter Policy: ${logicalId} speaks of the queue ${queue.arn} only.`);
    queue.policy = policy;
    queue.settings = { ...queue.settings, Policy: JSON.stringify(properties["PolicyDocument"]) };
  }
  return { physicalId, attributes: { Id: physicalId } };
}

const isOf = ({ arn }: Queue, pattern: string): boolean => /[*?]/.test(pattern) || pattern === arn;

function take({ properties }: ExistingResource, { account }: Deployment): void {
  for (const queue of account.queues.values()) {
    if (!(properties["Queues"] as string[]).includes(queue.url)) continue;
    const { Policy: _, ...settings } = queue.settings;
    queue.settings = settings;
    queue.policy = [];
  }
}
