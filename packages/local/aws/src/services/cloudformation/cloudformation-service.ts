import type { Account } from "../../account.ts";
import type { ExistingResource } from "../../stack/resource-type.ts";
import type { Stack } from "../../stack/stack.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { queryService } from "../query-service.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import type { XmlNode } from "../to-xml.ts";

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/**
 * The reading half of CloudFormation: DescribeStacks and ListStackResources, each in one page and without times.
 * A stack whose creation was rolled back is gone here; AWS keeps it until somebody deletes it.
 */
export function cloudFormationService(account: Account, stacks: Stacks): Service {
  const find = (nameOrId: string): Stack => {
    const found = stacks.list().find(({ stackName, stackId }) => stackName === nameOrId || stackId === nameOrId);
    if (!found) throw new ServiceError("ValidationError", `Stack with id ${nameOrId} does not exist`);
    return found;
  };
  const toArn = (nameOrId: string): string =>
    nameOrId.startsWith("arn:")
      ? nameOrId
      : `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${nameOrId}/*`;
  return queryService("CloudFormation", namespace, {
    DescribeStacks(input, call) {
      const name = input.get("StackName");
      call.authorize("cloudformation:DescribeStacks", name === null ? "*" : toArn(name));
      return { Stacks: { member: (name === null ? stacks.list() : [find(name)]).map(toDescription) } };
    },
    ListStackResources(input, call) {
      const name = input.get("StackName") ?? "";
      call.authorize("cloudformation:ListStackResources", toArn(name));
      return { StackResourceSummaries: { member: [...find(name).resources.values()].map(toSummary) } };
    },
  });
}

function toDescription({ stackName, stackId, outputs, events }: Stack): XmlNode {
  const status = events.findLast(({ logicalId }) => logicalId === stackName)?.status;
  const member = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  return { StackId: stackId, StackName: stackName, StackStatus: status, Outputs: { member } };
}

function toSummary({ logicalId, physicalId, type }: ExistingResource): XmlNode {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: "CREATE_COMPLETE",
  };
}
