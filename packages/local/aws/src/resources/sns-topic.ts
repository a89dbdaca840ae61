import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, DesiredResource, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::SNS::Topic`: an ARN only. Nothing publishes to it here; a function that tries gets the answer that SNS does not run. */
export const snsTopic: ResourceType = {
  properties: ["TopicName"],
  ignored: ["DisplayName", "KmsMasterKeyId", "Subscription", "TracingConfig", "Tags"],
  attributes: ["TopicArn", "TopicName"],
  create: (resource, deployment) => describe(deployment, toName(resource) ?? physicalName(resource, 256)),
  update: (resource, deployment, previous) =>
    describe(deployment, toName(resource) ?? previous.physicalId.split(":").at(-1)!),
  delete() {},
};

function toName({ properties }: DesiredResource): string | undefined {
  return properties["TopicName"] as string | undefined;
}

function describe({ account }: Deployment, name: string): ResourceState {
  const arn = `arn:aws:sns:${account.region}:${account.accountId}:${name}`;
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
}
