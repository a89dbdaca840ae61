import { randomUUID } from "node:crypto";

import type { Account } from "../account.ts";
import { readCdkOut } from "../template/read-cdk-out.ts";
import { checkTemplate } from "./check-template.ts";
import { createStack } from "./create-stack.ts";
import { deleteStack } from "./delete-stack.ts";
import { beginOperation, type ResourceMaking } from "./operation.ts";
import { resolveStack } from "./resolve-stack.ts";
import type { Stack } from "./stack.ts";
import { updateStack } from "./update-stack.ts";

/** What to deploy. */
interface StackOptions {
  cdkOut: string;
  stackName?: string;
  environment?: Record<string, string>;
  port?: number;
}

/** The stacks of the account. */
export interface Stacks {
  deploy(options: StackOptions): Promise<Stack>;
  destroy(stackName: string): Promise<void>;
  /** Every stack that was deployed and not deleted. */
  list(): readonly Stack[];
}

/** Creates the empty set of stacks. Operations on the same stack run one after the other. */
export function createStacks(account: Account, { findResourceType, publishAssets }: ResourceMaking): Stacks {
  const stacks = new Map<string, Stack>();
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result.catch(() => {});
    return result;
  }

  async function deploy({ cdkOut, stackName, environment = {}, port = 0 }: StackOptions): Promise<Stack> {
    const source = readCdkOut(cdkOut, stackName);
    checkTemplate(source.template, source.stackName, findResourceType);
    publishAssets(account, source.assets);
    const existing = stacks.get(source.stackName);
    const stack = existing ?? newStack(account, source, environment);
    const resolved = resolveStack(account, stack, source, environment);
    const operation = beginOperation(account, stack, { source, port, findResourceType });
    if (existing) await updateStack(operation, resolved);
    else await createStack(operation, resolved);
    Object.assign(stack, { source, environment });
    stacks.set(stack.stackName, stack);
    return stack;
  }

  async function destroy(stackName: string): Promise<void> {
    const stack = stacks.get(stackName);
    if (!stack)
      throw new Error(`There is no stack ${stackName}; deployed are ${[...stacks.keys()].join(", ") || "none"}.`);
    await deleteStack(
      beginOperation(account, stack, { source: stack.source, port: 0, findResourceType }),
      resolveStack(account, stack, stack.source, stack.environment),
    );
    stacks.delete(stackName);
  }

  return {
    deploy: (options) => inTurn(() => deploy(options)),
    destroy: (stackName) => inTurn(() => destroy(stackName)),
    list: () => [...stacks.values()],
  };
}

function newStack(account: Account, source: Stack["source"], environment: Record<string, string>): Stack {
  const { stackName } = source;
  const stackId = `arn:aws:cloudformation:${account.region}:${account.accountId}:stack/${stackName}/${randomUUID()}`;
  return { stackName, stackId, source, environment, resources: new Map(), outputs: {}, events: [] };
}
