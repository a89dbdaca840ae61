import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, ExistingResource, ResourceType } from "../stack/resource-type.ts";

interface PermissionProperties {
  Action: string;
  FunctionName: string;
  Principal: string;
  SourceArn?: string;
}

/** `AWS::Lambda::Permission`: lets another service invoke a function. */
export const lambdaPermission: ResourceType = {
  properties: ["Action", "FunctionName", "Principal", "SourceArn"],
  ignored: ["SourceAccount"],
  attributes: ["Id"],
  create(resource, { account }) {
    const { Action, FunctionName, Principal, SourceArn } = resource.properties as unknown as PermissionProperties;
    if (Action !== "lambda:InvokeFunction" && Action !== "lambda:*")
      throw new Error(
        `The permission ${resource.logicalId} grants ${Action}; local AWS knows lambda:InvokeFunction only.`,
      );
    const found = account.functions.find(FunctionName);
    if (!found)
      throw new Error(
        `The permission ${resource.logicalId} is for the function ${FunctionName}, which does not exist.`,
      );
    const physicalId = physicalName(resource, 100);
    found.lambdaFunction.permissions.set(physicalId, {
      principal: Principal,
      sourceArn: SourceArn,
      qualifier: found.qualifier,
    });
    return { physicalId, attributes: { Id: physicalId } };
  },
  delete({ properties, physicalId }: ExistingResource, { account }: Deployment) {
    account.functions
      .find((properties as unknown as PermissionProperties).FunctionName)
      ?.lambdaFunction.permissions.delete(physicalId);
  },
};
