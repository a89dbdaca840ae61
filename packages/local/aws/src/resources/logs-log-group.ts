import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { freeName, takeName } from "./names.ts";

/** `AWS::Logs::LogGroup`: keeps the last lines of the functions that name it, whatever its retention. */
export const logsLogGroup: ResourceType = {
  properties: ["LogGroupName"],
  ignored: ["RetentionInDays", "KmsKeyId", "LogGroupClass", "DataProtectionPolicy", "Tags"],
  attributes: ["Arn"],
  create: (resource, deployment) =>
    describe(deployment, takeName(resource, deployment, toName(resource) ?? physicalName(resource, 512))),
  update: (resource, deployment, { physicalId }) =>
    describe(deployment, takeName(resource, deployment, toName(resource) ?? physicalId, physicalId)),
  delete(resource, deployment) {
    deployment.account.logGroups.remove(resource.physicalId);
    freeName(resource, deployment, resource.physicalId);
  },
};

function toName({ properties }: DesiredResource): string | undefined {
  return properties["LogGroupName"] as string | undefined;
}

function describe({ account }: Deployment, name: string): ResourceState {
  account.logGroups.create(name);
  return {
    physicalId: name,
    attributes: { Arn: `arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}:*` },
  };
}
