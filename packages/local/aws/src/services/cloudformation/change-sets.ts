import { randomUUID } from "node:crypto";

import type { Account } from "../../account.ts";
import type { ResourceChange } from "../../stack/compare-orders.ts";
import { type DeployOrder, isAtRest, isUnborn, type Stack } from "../../stack/stack.ts";
import type { Stacks } from "../../stack/stacks.ts";
import { writtenParameters } from "../../template/read-parameters.ts";
import type { Template } from "../../template/template.ts";
import { ServiceError } from "../../service-error.ts";
import { invalid } from "../form.ts";
import { operation } from "../operation.ts";
import { page } from "../page.ts";
import type { QueryOperation } from "../query-service.ts";
import type { ServiceCall } from "../service-call.ts";
import type { XmlNode } from "../to-xml.ts";
import { neededCapability } from "./capabilities.ts";
import { createChangeSetInput, deleteChangeSetInput, describeChangeSetInput, executeChangeSetInput } from "./inputs.ts";
import { readOrder } from "./read-order.ts";

interface ChangeSet {
  name: string;
  id: string;
  stack: Stack;
  order: DeployOrder;
  capabilities: string[];
  description: string | undefined;
  createdAt: Date;
  /** Undefined when nothing would change: then it cannot be executed. */
  changes: ResourceChange[] | undefined;
}

const nothingChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** CloudFormation's change sets: CreateChangeSet, DescribeChangeSet, ExecuteChangeSet and DeleteChangeSet. */
export function changeSetOperations(
  account: Account,
  stacks: Stacks,
  environment: () => Record<string, string>,
  authorize: (call: ServiceCall, operation: string, nameOrId: string) => void,
): Record<string, QueryOperation> {
  const changeSets = new Map<string, ChangeSet>();

  function find(name: string, stackName: string | undefined): ChangeSet {
    needStack(name, stackName);
    const found = [...changeSets.values()].find(
      ({ id, stack, ...own }) =>
        id === name || (own.name === name && (stack.stackName === stackName || stack.stackId === stackName)),
    );
    if (!found) throw new ServiceError("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, 404);
    return found;
  }

  return {
    CreateChangeSet: operation(createChangeSetInput, (input, call) => {
      const { StackName: stackName, ChangeSetName: name, ChangeSetType: type, Capabilities: capabilities } = input;
      authorize(call, "CreateChangeSet", stackName);
      const existing = stacks.find(stackName);
      if (type === "CREATE" && existing && existing.status !== "REVIEW_IN_PROGRESS")
        throw new ServiceError(
          "AlreadyExistsException",
          `Stack [${stackName}] already exists and cannot be created again with the changeSet [${name}].`,
        );
      if (type === "UPDATE" && !existing) throw invalid(`Stack [${stackName}] does not exist`);
      if (type === "UPDATE" && existing) refuseUpdate(existing);
      if (existing && [...changeSets.values()].some((other) => other.stack === existing && other.name === name))
        throw new ServiceError(
          "AlreadyExistsException",
          `ChangeSet ${name} cannot be created due to a mismatch with existing attribute ChangeSetName`,
        );
      const order = readOrder(account, { input, call, stack: existing }, environment());
      requireCapabilities(order.source.template, capabilities);
      const stack = existing ?? stacks.draft(order);
      const changes = compare(stacks, stack, order);
      stacks.review(stack);
      const id = `arn:aws:cloudformation:${account.region}:${account.accountId}:changeSet/${name}/${randomUUID()}`;
      const description = input.Description;
      changeSets.set(id, { name, id, stack, order, capabilities, description, changes, createdAt: new Date() });
      return { Id: id, StackId: stack.stackId };
    }),
    DescribeChangeSet: operation(describeChangeSetInput, (input, call) => {
      const changeSet = find(input.ChangeSetName, input.StackName);
      authorize(call, "DescribeChangeSet", changeSet.stack.stackName);
      const { items, NextToken } = page(changeSet.changes ?? [], input.NextToken);
      return { ...describe(changeSet), Changes: { member: items.map(toChange) }, NextToken };
    }),
    ExecuteChangeSet: operation(executeChangeSetInput, (input, call) => {
      const { id, name, stack, order, changes } = find(input.ChangeSetName, input.StackName);
      authorize(call, "ExecuteChangeSet", stack.stackName);
      if (changes === undefined || !isAtRest(stack))
        throw new ServiceError(
          "InvalidChangeSetStatus",
          `ChangeSet [${id}] cannot be executed in its current status of [${changes ? stack.status : "FAILED"}]`,
        );
      changeSets.delete(id);
      // Whatever comes of it is in the stack's status and history.
      stacks.apply(stack, order).catch(() => {});
      for (const [other, set] of changeSets) if (set.stack === stack && set.name !== name) changeSets.delete(other);
      return {};
    }),
    DeleteChangeSet: operation(deleteChangeSetInput, ({ ChangeSetName: name, StackName: stackName }, call) => {
      needStack(name, stackName);
      authorize(call, "DeleteChangeSet", stackName ?? "*");
      const stack = stacks.find(stackName ?? "");
      if (!stack && !name.startsWith("arn:")) throw invalid(`Stack [${stackName}] does not exist`);
      for (const [id, set] of changeSets)
        if (id === name || (set.name === name && set.stack === stack)) changeSets.delete(id);
      return {};
    }),
  };
}

function needStack(name: string, stackName: string | undefined): void {
  if (stackName === undefined && !name.startsWith("arn:"))
    throw invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
}

function compare(stacks: Stacks, stack: Stack, order: DeployOrder): ReturnType<Stacks["compare"]> {
  try {
    return stacks.compare(stack, order);
  } catch (error) {
    throw invalid((error as Error).message);
  }
}

function refuseUpdate(stack: Stack): void {
  if (isAtRest(stack) && !isUnborn(stack)) return;
  throw invalid(`Stack:${stack.stackId} is in ${stack.status} state and can not be updated.`);
}

function requireCapabilities(template: Template, given: string[]): void {
  const { capability } = neededCapability(template);
  if (capability === undefined || given.includes(capability) || given.includes("CAPABILITY_NAMED_IAM")) return;
  throw new ServiceError("InsufficientCapabilitiesException", `Requires capabilities : [${capability}]`);
}

function describe({
  name,
  id,
  stack,
  order,
  capabilities,
  description,
  createdAt,
  changes,
}: ChangeSet): Record<string, XmlNode> {
  return {
    ChangeSetName: name,
    ChangeSetId: id,
    StackId: stack.stackId,
    StackName: stack.stackName,
    Description: description,
    CreationTime: createdAt,
    ExecutionStatus: changes ? "AVAILABLE" : "UNAVAILABLE",
    Status: changes ? "CREATE_COMPLETE" : "FAILED",
    StatusReason: changes ? undefined : nothingChanges,
    Parameters: toParameters(order),
    Capabilities: { member: capabilities },
    Tags: { member: order.tags },
    IncludeNestedStacks: false,
  };
}

/** The parameters of an order, as CloudFormation lists them. */
export function toParameters({ source: { template }, parameters }: DeployOrder): XmlNode {
  const member = Object.entries(writtenParameters(template.Parameters, parameters)).map(
    ([ParameterKey, ParameterValue]) => {
      const isHidden = String(template.Parameters![ParameterKey]!.NoEcho) === "true";
      return { ParameterKey, ParameterValue: isHidden ? "****" : ParameterValue };
    },
  );
  return { member };
}

function toChange({ action, logicalId, type, physicalId, replacement }: ResourceChange): XmlNode {
  return {
    Type: "Resource",
    ResourceChange: {
      Action: action,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Replacement: replacement,
      Scope: { member: action === "Modify" ? ["Properties"] : [] },
      Details: { member: [] },
    },
  };
}
