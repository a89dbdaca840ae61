import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface AliasProperties {
  FunctionName: string;
  FunctionVersion: string;
  Name: string;
}

/** `AWS::Lambda::Alias`: a name for one version. Weighted routing is not supported. */
export const lambdaAlias: ResourceType = {
  properties: ["FunctionName", "FunctionVersion", "Name"],
  ignored: ["Description", "ProvisionedConcurrencyConfig"],
  attributes: ["AliasArn"],
  create(resource, deployment) {
    const { FunctionName, Name } = resource.properties as unknown as AliasProperties;
    if (deployment.account.functions.find(FunctionName)?.lambdaFunction.aliases.has(Name))
      throw new Error(`The alias ${Name} of ${FunctionName} already exists.`);
    return put(resource, deployment);
  },
  update: put,
  delete({ properties }, { account }) {
    const { FunctionName, Name } = properties as unknown as AliasProperties;
    account.functions.find(FunctionName)?.lambdaFunction.aliases.delete(Name);
  },
};

function put({ logicalId, properties }: DesiredResource, { account }: Deployment): ResourceState {
  const { FunctionName, FunctionVersion, Name } = properties as unknown as AliasProperties;
  const found = account.functions.find(FunctionName);
  if (!found) throw new Error(`The alias ${logicalId} is of the function ${FunctionName}, which does not exist.`);
  if (FunctionVersion !== "$LATEST" && !found.lambdaFunction.versions.has(FunctionVersion))
    throw new Error(
      `The alias ${logicalId} is for the version ${FunctionVersion} of ${FunctionName}, which does not exist.`,
    );
  const { functionName, arn: functionArn } = found.lambdaFunction.latest.configuration;
  account.functions.setAlias(functionName, Name, FunctionVersion);
  const arn = `${functionArn}:${Name}`;
  return { physicalId: arn, attributes: { AliasArn: arn } };
}
