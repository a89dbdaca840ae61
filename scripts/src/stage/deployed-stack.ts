import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from "@aws-sdk/client-cloudformation";

/** One resource as CloudFormation made it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** A stack as CloudFormation knows it. */
export interface DeployedStack {
  readonly stackId: string;
  /** Such as "UPDATE_COMPLETE". */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
}

/** Looks a stack up by name or id; undefined when there is none. */
export async function findStack(client: CloudFormationClient, nameOrId: string): Promise<DeployedStack | undefined> {
  const described = await client.send(new DescribeStacksCommand({ StackName: nameOrId })).catch((error: unknown) => {
    // CloudFormation has no code of its own for it.
    if (error instanceof Error && error.message === `Stack with id ${nameOrId} does not exist`) return { Stacks: [] };
    throw error;
  });
  const [stack] = described.Stacks ?? [];
  if (stack?.StackId === undefined || stack.StackStatus === "DELETE_COMPLETE") return undefined;
  const resources: DeployedResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack.StackId })) {
    for (const {
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      ResourceStatus: status,
    } of page.StackResourceSummaries ?? []) {
      if (logicalId === undefined || physicalId === undefined || type === undefined || status === "DELETE_COMPLETE")
        continue;
      resources.push({ logicalId, physicalId, type });
    }
  }
  const outputs = Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]),
  );
  return { stackId: stack.StackId, status: stack.StackStatus ?? "", outputs, resources };
}

/** Whether the stack holds registrations on purpose; one that failed to be made or to be deleted does not. */
export function isAlive({ status }: DeployedStack): boolean {
  return !/^(DELETE_|ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED)/.test(status);
}

/** What the stack names this way: the resource of a type whose construct path begins so. Undefined when it has none. */
export function findResource(
  { resources }: DeployedStack,
  type: string,
  logicalIdPrefix = "",
): DeployedResource | undefined {
  return resources.find((resource) => resource.type === type && resource.logicalId.startsWith(logicalIdPrefix));
}
