import type { LambdaFunction } from "../lambda/functions.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface EventInvokeProperties {
  FunctionName: string;
  Qualifier: string;
  MaximumRetryAttempts?: number | string;
}
/** `AWS::Lambda::EventInvokeConfig`: how often a failed asynchronous invocation is retried. */
export const lambdaEventInvokeConfig: ResourceType = {
  properties: ["FunctionName", "Qualifier", "MaximumRetryAttempts"],
  ignored: ["MaximumEventAgeInSeconds"],
  create(resource, deployment) {
    const { Qualifier } = resource.properties as unknown as EventInvokeProperties;
    if (find(resource, deployment).retries.has(Qualifier))
      throw new Error(`${resource.logicalId} is the second EventInvokeConfig of the qualifier ${Qualifier}.`);
    return put(resource, deployment);
  },
  update: put,
  delete({ properties }, { account }) {
    const { FunctionName, Qualifier } = properties as unknown as EventInvokeProperties;
    account.functions.find(FunctionName)?.lambdaFunction.retries.delete(Qualifier);
  },
};

function put(resource: DesiredResource, deployment: Deployment): ResourceState {
  const { FunctionName, Qualifier, MaximumRetryAttempts = 2 } = resource.properties as unknown as EventInvokeProperties;
  find(resource, deployment).retries.set(Qualifier, Number(MaximumRetryAttempts));
  return { physicalId: `${FunctionName}:${Qualifier}` };
}

function find({ logicalId, properties }: DesiredResource, { account }: Deployment): LambdaFunction {
  const { FunctionName, Qualifier } = properties as unknown as EventInvokeProperties;
  const found = account.functions.find(`${FunctionName}:${Qualifier}`);
  if (!found)
    throw new Error(`${logicalId} configures the function ${FunctionName}:${Qualifier}, which does not exist.`);
  return found.lambdaFunction;
}
