import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::Logs::LogGroup`: keeps the last lines of the functions that name it, whatever its retention. */
export const logsLogGroup: ResourceType = {
  properties: ["LogGroupName"],
  ignored: ["RetentionInDays", "KmsKeyId", "LogGroupClass", "DataProtectionPolicy", "Tags"],
  attributes: ["Arn"],
  create: (resource, deployment) => describe(deployment, toName(resource) ?? physicalName(resource, 512)),
  update: (resource, deployment, previous) => describe(deployment, toName(resource) ?? previous.physicalId),
  delete({ physicalId }, { account }) {
    account.logGroups.remove(physicalId);
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
