import { readInput } from "../services/operation.ts";
import { putParameter, putParameterInput } from "../services/ssm/put-parameter.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

const refusals = { operation: "PutParameter", value: "ValidationException" };

interface ParameterProperties {
  Name?: string;
  Type: string;
  Value: string;
  Tier?: string;
  Description?: string;
  AllowedPattern?: string;
}

/** `AWS::SSM::Parameter` of the types String and StringList; CloudFormation makes no SecureString. */
export const ssmParameter: ResourceType = {
  properties: ["Name", "Type", "Value", "Tier", "Description", "AllowedPattern"],
  ignored: ["DataType", "Tags"],
  attributes: ["Type", "Value"],
  create: (resource, deployment) =>
    put(
      resource,
      deployment,
      false,
      (resource.properties as unknown as ParameterProperties).Name ?? `CFN-${physicalName(resource, 200)}`,
    ),
  update(resource, deployment, previous) {
    const name = (resource.properties as unknown as ParameterProperties).Name ?? previous.physicalId;
    return put(resource, deployment, name === previous.physicalId, name);
  },
  delete({ physicalId }, { account }) {
    account.parameters.delete(physicalId);
  },
};

function put(
  { logicalId, properties }: DesiredResource,
  { account }: Deployment,
  Overwrite: boolean,
  name: string,
): ResourceState {
  const { Type, Value, Tier, Description, AllowedPattern } = properties as unknown as ParameterProperties;
  if (Type === "SecureString")
    throw new Error(`The parameter ${logicalId} is a SecureString, which CloudFormation cannot create.`);
  const given = { Name: name, Type, Value, Overwrite, Tier, Description, AllowedPattern };
  putParameter(account.parameters, readInput(putParameterInput, given, refusals));
  return { physicalId: name, attributes: { Type, Value } };
}
