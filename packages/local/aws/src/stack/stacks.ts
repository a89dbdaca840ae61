import { randomUUID } from "node:crypto";

import type { Account } from "../account.ts";
import { readCdkOut } from "../template/read-cdk-out.ts";
import { checkTemplate, refuseWrongParts } from "./check-template.ts";
import { compareOrders, type ResourceChange } from "./compare-orders.ts";
import { createStack } from "./create-stack.ts";
import { deleteStack } from "./delete-stack.ts";
import { bootstrapOrder, toolkitStackName } from "./bootstrap.ts";
import { beginOperation } from "./operation.ts";
import type { FindResourceType } from "./resource-type.ts";
import { type ResolvedStack, resolveStack } from "./resolve-stack.ts";
import { type DeployOrder, isUnborn, type Stack } from "./stack.ts";
import { updateStack } from "./update-stack.ts";

/** What to deploy out of a folder. */
interface FolderOptions {
  cdkOut: string;
  stackName?: string;
  environment?: Record<string, string>;
  port?: number;
}

/** The stacks of the account. */
export interface Stacks {
  /** Creates or updates the stack that a folder of `cdk synth` holds, as the CDK's command line would, and waits for it. */
  deploy(options: FolderOptions): Promise<Stack>;
  destroy(stackName: string): Promise<void>;
  /** Makes what `cdk bootstrap` would, unless it is there. */
  bootstrap(): Promise<void>;
  /** A stack that is nobody's yet. */
  draft(order: DeployOrder): Stack;
  /** Makes a drafted stack one of the account's, to be created. */
  review(stack: Stack): void;
  /** What an order would change; undefined when nothing at all. Throws a sentence for what could never be deployed. */
  compare(stack: Stack, order: DeployOrder): ResourceChange[] | undefined;
  /** Begins to create or update the stack; resolves when that has ended, rejects with `StackFailed`. */
  apply(stack: Stack, order: DeployOrder): Promise<void>;
  /** Begins to delete the stack. */
  remove(stack: Stack): Promise<void>;
  /** Every stack that is not deleted. */
  list(): readonly Stack[];
  /** Those that are deleted. */
  deleted(): readonly Stack[];
  /** By name, or by id, which finds deleted ones as well. */
  find(nameOrId: string): Stack | undefined;
}

interface StacksMaking {
  findResourceType: FindResourceType;
  /** Puts a stack's single-file assets where functions look for them. */
  publishAssets: (account: Account, assets: DeployOrder["source"]["assets"]) => void;
  onDeployed: (stack: Stack) => void;
}

/** Creates the empty set of stacks. Operations run one after the other. */
export function createStacks(account: Account, { findResourceType, publishAssets, onDeployed }: StacksMaking): Stacks {
  const stacks = new Map<string, Stack>();
  const deleted: Stack[] = [];
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result.catch(() => {});
    return result;
  }

  function check(stack: Stack, order: DeployOrder): ResolvedStack {
    refuseWrongParts(order.source.template, stack.stackName, findResourceType);
    const resolved = resolveStack(account, stack, order);
    refuseExports(stack, resolved.exports());
    checkTemplate(order.source.template, stack.stackName, resolved, findResourceType);
    return resolved;
  }

  // An account has a name of an export once.
  function refuseExports(stack: Stack, names: readonly string[]): void {
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw new Error(`Duplicate Export names: [${twice}].`);
    for (const other of stacks.values()) {
      if (other === stack || isUnborn(other)) continue;
      const taken = resolveStack(account, other, other.order)
        .exports()
        .find((name) => names.includes(name));
      if (taken !== undefined)
        throw new Error(`Export with name ${taken} is already exported by stack ${other.stackName}.`);
    }
  }

  async function put(stack: Stack, order: DeployOrder, resolved: ResolvedStack): Promise<void> {
    const operation = beginOperation(account, stack, order, findResourceType);
    if (isUnborn(stack) || stack.status === "CREATE_IN_PROGRESS") await createStack(operation, resolved);
    else await updateStack(operation, resolved);
    stack.order = order;
    onDeployed(stack);
  }

  async function take(stack: Stack): Promise<void> {
    const operation = beginOperation(account, stack, stack.order, findResourceType);
    await deleteStack(operation, resolveStack(account, stack, stack.order));
    stack.deletedAt = new Date();
    stacks.delete(stack.stackName);
    deleted.push(stack);
  }

  // Of what somebody else would have done long ago nobody hears.
  async function bootstrap(): Promise<void> {
    if (stacks.has(toolkitStackName)) return;
    const stack = newStack(account, bootstrapOrder);
    const operation = beginOperation({ ...account, emit: () => {} }, stack, bootstrapOrder, findResourceType);
    await createStack(operation, resolveStack(account, stack, bootstrapOrder));
    stacks.set(toolkitStackName, stack);
  }

  return {
    bootstrap: () => inTurn(bootstrap),
    compare: (stack, order) => compareOrders(stack, order, check(stack, order), findResourceType),
    list: () => [...stacks.values()],
    deleted: () => deleted,
    find: (nameOrId) =>
      stacks.get(nameOrId) ?? [...stacks.values(), ...deleted].find(({ stackId }) => stackId === nameOrId),
    draft: (order) => newStack(account, order),
    review: (stack) => void stacks.set(stack.stackName, stack),
    apply(stack, order) {
      // From now on, so that nobody begins another before it is this one's turn.
      if (isUnborn(stack)) stack.status = "CREATE_IN_PROGRESS";
      else Object.assign(stack, { status: "UPDATE_IN_PROGRESS", updatedAt: new Date() });
      return inTurn(() => put(stack, order, resolveStack(account, stack, order)));
    },
    remove(stack) {
      stack.status = "DELETE_IN_PROGRESS";
      return inTurn(() => take(stack));
    },
    deploy: ({ cdkOut, stackName, environment = {}, port = 0 }) =>
      inTurn(async () => {
        const { body, ...source } = readCdkOut(cdkOut, stackName);
        await bootstrap();
        publishAssets(account, source.assets);
        const order: DeployOrder = { source, body, parameters: {}, tags: [], environment, port };
        const existing = stacks.get(source.stackName);
        const stack = existing && !isUnborn(existing) ? existing : newStack(account, order);
        const resolved = check(stack, order);
        stacks.set(stack.stackName, stack);
        await put(stack, order, resolved);
        return stack;
      }),
    destroy: (stackName) =>
      inTurn(async () => {
        const stack = stacks.get(stackName);
        if (!stack)
          throw new Error(`There is no stack ${stackName}; deployed are ${[...stacks.keys()].join(", ") || "none"}.`);
        await take(stack);
      }),
  };
}

function newStack(account: Account, order: DeployOrder): Stack {
  const { stackName } = order.source;
  return {
    stackName,
    stackId: `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${stackName}/${randomUUID()}`,
    status: "REVIEW_IN_PROGRESS",
    createdAt: new Date(),
    isProtected: false,
    order,
    resources: new Map(),
    outputs: {},
    events: [],
    history: [],
  };
}
