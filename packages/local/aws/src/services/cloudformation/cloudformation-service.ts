import { z } from "zod";

import type { Account } from "../../account.ts";
import type { ExistingResource } from "../../stack/resource-type.ts";
import { type HistoryEntry, isAtRest, type Stack } from "../../stack/stack.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { invalid, members } from "../form.ts";
import { operation, served, text, truthText } from "../operation.ts";
import { page } from "../page.ts";
import { queryService } from "../query-service.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import type { XmlNode } from "../to-xml.ts";
import { changeSetOperations, toParameters } from "./change-sets.ts";
import { requestToken, stackName, stackStatuses, standardMode } from "./inputs.ts";
import { checkRole } from "./read-order.ts";
import { toTemplateSummary } from "./template-summary.ts";

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/** CloudFormation as the CDK's command line and the operator's verbs call it; `environment` is what functions of new stacks get besides their own. */
export function cloudFormationService(
  account: Account,
  stacks: Stacks,
  environment: () => Record<string, string>,
): Service {
  const find = (nameOrId: string): Stack => {
    const found = stacks.find(nameOrId);
    if (!found) throw invalid(`Stack with id ${nameOrId} does not exist`);
    return found;
  };
  const authorize = (call: ServiceCall, operation: string, nameOrId: string): void => {
    const arn = `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${nameOrId}/*`;
    call.authorize(`cloudformation:${operation}`, /^(?:arn:.*|\*)$/.test(nameOrId) ? nameOrId : arn);
  };

  return queryService(
    { name: "CloudFormation", namespace },
    {
      ...changeSetOperations(account, stacks, environment, authorize),
      DescribeStacks: operation(
        z.strictObject({ StackName: stackName.optional(), NextToken: token }),
        (input, call) => {
          const { StackName: name } = input;
          authorize(call, "DescribeStacks", name ?? "*");
          const { items, NextToken } = page(name === undefined ? stacks.list() : [find(name)], input.NextToken);
          return { Stacks: { member: items.map(toDescription) }, NextToken };
        },
      ),
      ListStacks: operation(listStacksInput, ({ StackStatusFilter: wanted, NextToken: from }, call) => {
        authorize(call, "ListStacks", "*");
        const { items, NextToken } = page(
          [...stacks.list(), ...stacks.deleted()].filter(({ status }) => wanted?.includes(status) ?? true),
          from,
        );
        return { StackSummaries: { member: items.map(toStackSummary) }, NextToken };
      }),
      DescribeStackEvents: operation(z.strictObject({ StackName: stackName, NextToken: token }), (input, call) => {
        authorize(call, "DescribeStackEvents", input.StackName);
        const stack = find(input.StackName);
        const { items, NextToken } = page(stack.history.toReversed(), input.NextToken);
        return { StackEvents: { member: items.map((entry) => toEvent(stack, entry)) }, NextToken };
      }),
      ListStackResources: operation(z.strictObject({ StackName: stackName, NextToken: token }), (input, call) => {
        authorize(call, "ListStackResources", input.StackName);
        const stack = find(input.StackName);
        const { items, NextToken } = page([...stack.resources.values()], input.NextToken);
        return { StackResourceSummaries: { member: items.map((resource) => toSummary(stack, resource)) }, NextToken };
      }),
      GetTemplate: operation(getTemplateInput, ({ StackName: name }, call) => {
        authorize(call, "GetTemplate", name);
        return { TemplateBody: find(name).order.body, StagesAvailable: { member: ["Original", "Processed"] } };
      }),
      GetTemplateSummary: operation(z.strictObject({ StackName: stackName }), ({ StackName: name }, call) => {
        authorize(call, "GetTemplateSummary", name);
        return toTemplateSummary(find(name).order.source.template);
      }),
      DeleteStack: operation(deleteStackInput, ({ StackName: name, RoleARN: roleArn }, call) => {
        authorize(call, "DeleteStack", name);
        const stack = stacks.find(name);
        // Of one that is not there any more a deletion succeeds.
        if (!stack || stack.deletedAt) return {};
        if (stack.isProtected)
          throw invalid(`Stack [${stack.stackName}] cannot be deleted while TerminationProtection is enabled`);
        if (!isAtRest(stack))
          throw invalid(`Stack [${stack.stackName}] is in ${stack.status} state and can not be deleted.`);
        if (roleArn !== undefined) checkRole(account, call, roleArn);
        // What could not be deleted is in the stack's status and history.
        stacks.remove(stack).catch(() => {});
        return {};
      }),
      UpdateTerminationProtection: operation(
        protectionInput,
        ({ StackName: name, EnableTerminationProtection }, call) => {
          authorize(call, "UpdateTerminationProtection", name);
          const stack = find(name);
          stack.isProtected = EnableTerminationProtection;
          return { StackId: stack.stackId };
        },
      ),
    },
  );
}

const token = text(1, 1024).optional();
const listStacksInput = z.strictObject({
  StackStatusFilter: members(z.enum(stackStatuses)).optional(),
  NextToken: token,
});
const getTemplateInput = z.strictObject({
  StackName: stackName,
  TemplateStage: z.enum(["Original", "Processed"]).optional(),
});
const deleteStackInput = z.strictObject({
  StackName: stackName,
  RoleARN: text(20, 2048).optional(),
  ClientRequestToken: requestToken,
  DeletionMode: served(["STANDARD"], ["FORCE_DELETE_STACK"]).optional(),
  DeploymentConfig: standardMode,
});
const protectionInput = z.strictObject({ StackName: stackName, EnableTerminationProtection: truthText });

function toStackSummary(stack: Stack): XmlNode {
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    TemplateDescription: stack.order.source.template.Description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
  };
}

function toDescription(stack: Stack): XmlNode {
  const { template } = stack.order.source;
  return {
    StackId: stack.stackId,
    StackName: stack.stackName,
    Description: template.Description,
    Parameters: toParameters(stack.order),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: false,
    EnableTerminationProtection: stack.isProtected,
    RoleARN: stack.order.roleArn,
    Outputs: {
      member: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
        Description: template.Outputs?.[OutputKey]?.Description,
      })),
    },
    Tags: { member: stack.order.tags },
  };
}

function toEvent({ stackId, stackName }: Stack, entry: HistoryEntry): XmlNode {
  return {
    StackId: stackId,
    EventId: entry.eventId,
    StackName: stackName,
    LogicalResourceId: entry.logicalId,
    PhysicalResourceId: entry.physicalId,
    ResourceType: entry.resourceType,
    Timestamp: entry.at,
    ResourceStatus: entry.status,
    ResourceStatusReason: entry.reason,
  };
}

function toSummary({ history, createdAt }: Stack, { logicalId, physicalId, type }: ExistingResource): XmlNode {
  const last = history.findLast((entry) => entry.logicalId === logicalId);
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    LastUpdatedTimestamp: last?.at ?? createdAt,
    ResourceStatus: last?.status ?? "CREATE_COMPLETE",
  };
}
