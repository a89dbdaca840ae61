import type { ResourceType } from "../stack/resource-type.ts";

/** `AWS::Lambda::Version`: the function's code and configuration as they are now, under a number. */
export const lambdaVersion: ResourceType = {
  properties: ["FunctionName"],
  ignored: ["Description", "CodeSha256", "RuntimePolicy"],
  attributes: ["Version", "FunctionArn"],
  create({ logicalId, properties }, { account }) {
    const name = String(properties["FunctionName"]);
    const found = account.functions.find(name);
    if (!found) throw new Error(`The version ${logicalId} is of the function ${name}, which does not exist.`);
    const number = account.functions.publish(found.version.configuration.functionName);
    const arn = `${found.version.configuration.arn}:${number}`;
    return { physicalId: arn, attributes: { Version: number, FunctionArn: arn } };
  },
  // Nothing but a description can differ: a version never changes.
  update: (_resource, _deployment, { physicalId, attributes }) => ({ physicalId, attributes }),
  delete: ({ physicalId }, { account }) => account.functions.removeVersion(physicalId),
};
