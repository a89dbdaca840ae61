import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::ECR::Repository`, which `cdk bootstrap` makes: a name only, since nothing here runs images. */
export const ecrRepository: ResourceType = {
  properties: ["RepositoryName"],
  ignored: ["ImageTagMutability", "LifecyclePolicy", "RepositoryPolicyText", "Tags"],
  attributes: ["Arn", "RepositoryUri"],
  create: (resource, deployment) => put(resource, deployment, physicalName(resource, 200).toLowerCase()),
  update: (resource, deployment, previous) => put(resource, deployment, previous.physicalId),
  delete() {},
};

function put({ properties }: DesiredResource, { account }: Deployment, generated: string): ResourceState {
  const name = (properties["RepositoryName"] as string | undefined) ?? generated;
  const { region, accountId } = account;
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:ecr:${region}:${accountId}:repository/${name}`,
      RepositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    },
  };
}
