import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, DesiredResource, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { freeName, takeName } from "./names.ts";

/** `AWS::SNS::Topic`: an ARN only. Nothing publishes to it here; a function that tries gets the answer that SNS does not run. */
export const snsTopic: ResourceType = {
  properties: ["TopicName"],
  ignored: ["DisplayName", "KmsMasterKeyId", "Subscription", "TracingConfig", "Tags"],
  attributes: ["TopicArn", "TopicName"],
  create: (resource, deployment) =>
    describe(deployment, takeName(resource, deployment, toName(resource) ?? physicalName(resource, 256))),
  update(resource, deployment, { physicalId }) {
    const previous = toTopicName(physicalId);
    return describe(deployment, takeName(resource, deployment, toName(resource) ?? previous, previous));
  },
  delete: (resource, deployment) => freeName(resource, deployment, toTopicName(resource.physicalId)),
};

/** The name in a topic's ARN. */
const toTopicName = (arn: string): string => arn.split(":").at(-1)!;

function toName({ properties }: DesiredResource): string | undefined {
  return properties["TopicName"] as string | undefined;
}

function describe({ account }: Deployment, name: string): ResourceState {
  const arn = `arn:aws:sns:${account.region}:${account.accountId}:${name}`;
  return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
}
