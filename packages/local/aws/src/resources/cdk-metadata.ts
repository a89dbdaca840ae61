import type { ResourceType } from "../stack/resource-type.ts";

/** `AWS::CDK::Metadata`: the CDK's usage statistics, which mean nothing here. */
export const cdkMetadata: ResourceType = {
  properties: "any",
  create: ({ logicalId }) => ({ physicalId: logicalId }),
  update: ({ logicalId }) => ({ physicalId: logicalId }),
  delete() {},
};
