import { parsePolicy } from "../iam/parse-policy.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::SNS::TopicPolicy`: read as a policy, and never asked, because nothing is published here. */
export const snsTopicPolicy: ResourceType = {
  properties: ["PolicyDocument"],
  ignored: ["Topics"],
  create: (resource) => check(resource, physicalName(resource, 100)),
  update: (resource, _deployment: Deployment, previous) => check(resource, previous.physicalId),
  delete() {},
};

function check({ logicalId, properties }: DesiredResource, physicalId: string): ResourceState {
  parsePolicy(properties["PolicyDocument"], `The topic policy ${logicalId}`);
  return { physicalId };
}
