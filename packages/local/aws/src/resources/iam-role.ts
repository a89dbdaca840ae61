import { managedPolicy } from "../iam/managed-policies.ts";
import { parsePolicy } from "../iam/parse-policy.ts";
import type { Statement } from "../iam/statement.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { DesiredResource, Deployment, ResourceState, ResourceType } from "../stack/resource-type.ts";

interface RoleProperties {
  AssumeRolePolicyDocument: { Statement?: unknown };
  RoleName?: string;
  Policies?: { PolicyName: string; PolicyDocument: unknown }[];
  ManagedPolicyArns?: string[];
  MaxSessionDuration?: number | string;
}

const hourSeconds = 3_600;

/** `AWS::IAM::Role`: its inline policies are judged on every call made in it. */
export const iamRole: ResourceType = {
  properties: ["RoleName", "AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns", "MaxSessionDuration"],
  ignored: ["Description", "Path", "Tags"],
  attributes: ["Arn", "RoleId"],
  create(resource, deployment) {
    const { RoleName } = resource.properties as unknown as RoleProperties;
    if (RoleName !== undefined && deployment.account.iam.roles.has(RoleName))
      throw new Error(`The role ${RoleName} already exists.`);
    return put(resource, deployment, RoleName ?? physicalName(resource, 64));
  },
  update: (resource, deployment, previous) =>
    put(resource, deployment, (resource.properties as unknown as RoleProperties).RoleName ?? previous.physicalId),
  delete({ physicalId }, { account }) {
    account.iam.roles.delete(physicalId);
    account.iam.trusts.delete(physicalId);
    account.iam.longestSessionSeconds.delete(physicalId);
  },
};

function put(resource: DesiredResource, { account }: Deployment, roleName: string): ResourceState {
  const {
    Policies = [],
    ManagedPolicyArns = [],
    AssumeRolePolicyDocument,
    MaxSessionDuration = hourSeconds,
  } = resource.properties as unknown as RoleProperties;
  account.iam.longestSessionSeconds.set(roleName, Number(MaxSessionDuration));
  const trust = [AssumeRolePolicyDocument?.Statement ?? []].flat().map((one) => ({ ...one, Resource: "*" }));
  account.iam.trusts.set(
    roleName,
    parsePolicy({ Statement: trust }, `The trust policy of the role ${resource.logicalId}`),
  );
  const policies = account.iam.roles.get(roleName) ?? new Map<string, Statement[]>();
  // Policies that AWS::IAM::Policy attached stay; the role's own are replaced.
  for (const name of policies.keys()) if (name.startsWith(inline)) policies.delete(name);
  for (const { PolicyName, PolicyDocument } of Policies)
    policies.set(
      inline + PolicyName,
      parsePolicy(PolicyDocument, `The policy ${PolicyName} of the role ${resource.logicalId}`),
    );
  for (const arn of ManagedPolicyArns) {
    const statements = managedPolicy(arn);
    if (!statements)
      throw new Error(
        `The role ${resource.logicalId} has the managed policy ${arn}, whose statements local AWS does not know. Grant what is needed in an inline policy.`,
      );
    policies.set(inline + arn, statements);
  }
  account.iam.roles.set(roleName, policies);
  return {
    physicalId: roleName,
    attributes: { Arn: account.iam.roleArn(roleName), RoleId: `AROA${roleName.slice(-12).toUpperCase()}` },
  };
}
const inline = "inline:";
