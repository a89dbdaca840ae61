import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface EventInvokeProperties {
  FunctionName: string;
  Qualifier: string;
  MaximumRetryAttempts?: number | string;
}
const defaultRetries = 2;

/** `AWS::Lambda::EventInvokeConfig`: how often a failed asynchronous invocation is retried. */
export const lambdaEventInvokeConfig: ResourceType = {
  properties: ["FunctionName", "Qualifier", "MaximumRetryAttempts"],
  ignored: ["MaximumEventAgeInSeconds"],
  create: put,
  update: put,
  delete({ properties }, { account }) {
    const found = account.functions.find((properties as unknown as EventInvokeProperties).FunctionName);
    if (found) found.lambdaFunction.retries = defaultRetries;
  },
};

function put({ logicalId, properties }: DesiredResource, { account }: Deployment): ResourceState {
  const {
    FunctionName,
    Qualifier,
    MaximumRetryAttempts = defaultRetries,
  } = properties as unknown as EventInvokeProperties;
  const found = account.functions.find(FunctionName);
  if (!found) throw new Error(`${logicalId} configures the function ${FunctionName}, which does not exist.`);
  found.lambdaFunction.retries = Number(MaximumRetryAttempts);
  return { physicalId: `${FunctionName}:${Qualifier}` };
}
