import { parsePolicy } from "../iam/parse-policy.ts";
import { physicalName } from "../stack/physical-name.ts";
import type {
  DesiredResource,
  Deployment,
  ExistingResource,
  ResourceState,
  ResourceType,
} from "../stack/resource-type.ts";

interface PolicyProperties {
  PolicyName: string;
  PolicyDocument: unknown;
  Roles?: string[];
}

/** `AWS::IAM::Policy`: statements attached to roles. */
export const iamPolicy: ResourceType = {
  properties: ["PolicyDocument", "Roles"],
  ignored: ["PolicyName"],
  attributes: ["Id"],
  create: (resource, deployment) => attach(resource, deployment, physicalName(resource, 128)),
  update(resource, deployment, previous) {
    detach(previous, deployment);
    return attach(resource, deployment, previous.physicalId);
  },
  delete: detach,
};

function attach(resource: DesiredResource, { account }: Deployment, physicalId: string): ResourceState {
  const { PolicyDocument, Roles = [] } = resource.properties as unknown as PolicyProperties;
  const statements = parsePolicy(PolicyDocument, `The policy ${resource.logicalId}`);
  for (const role of Roles) {
    const policies = account.iam.roles.get(role);
    if (!policies)
      throw new Error(`The policy ${resource.logicalId} is attached to the role ${role}, which does not exist.`);
    policies.set(physicalId, statements);
  }
  return { physicalId, attributes: { Id: physicalId } };
}

function detach({ properties, physicalId }: ExistingResource, { account }: Deployment): void {
  for (const role of (properties as unknown as PolicyProperties).Roles ?? [])
    account.iam.roles.get(role)?.delete(physicalId);
}
