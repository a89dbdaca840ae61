import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

/** `AWS::Logs::LogGroup`: a name only; log lines are emitted as events and kept nowhere. */
export const logsLogGroup: ResourceType = {
  properties: ["LogGroupName", "RetentionInDays", "KmsKeyId", "LogGroupClass", "DataProtectionPolicy", "Tags"],
  create: (resource, deployment) => describe(resource, deployment, toName(resource) ?? physicalName(resource, 512)),
  update: (resource, deployment, previous) => describe(resource, deployment, toName(resource) ?? previous.physicalId),
  delete() {},
};

function toName({ properties }: DesiredResource): string | undefined {
  return properties["LogGroupName"] as string | undefined;
}

function describe(_resource: DesiredResource, { account }: Deployment, name: string): ResourceState {
  return {
    physicalId: name,
    attributes: { Arn: `arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}:*` },
  };
}
