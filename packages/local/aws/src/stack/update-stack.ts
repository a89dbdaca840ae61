import { isDeepStrictEqual } from "node:util";

import type { Operation } from "./operation.ts";
import type { ResolvedStack } from "./resolve-stack.ts";
import type { ExistingResource } from "./resource-type.ts";
import { runInOrder } from "./run-in-order.ts";
import { StackFailed } from "./stack-failed.ts";

/** What an update did to one resource, for a rollback to undo. */
interface Change {
  before: ExistingResource | undefined;
  logicalId: string;
  /** A resource that may exist although its creation failed. */
  remains?: ExistingResource;
}

/**
 * Brings a stack to a new template: creates and updates in dependency order, then deletes what was replaced or left out.
 * On a failure every changed resource is updated back in the same order, so that old code serves old properties, then what was new is deleted; throws `StackFailed`.
 */
export async function updateStack(operation: Operation, resolved: ResolvedStack): Promise<void> {
  const { stack, record } = operation;
  const changes: Change[] = [];
  record(undefined, "UPDATE_IN_PROGRESS");
  try {
    await runInOrder(resolved.order, (logicalId) => apply(operation, resolved, logicalId, changes), operation.cancel);
    stack.outputs = resolved.outputs();
  } catch (error) {
    const reason = (error as Error).message;
    record(undefined, "UPDATE_ROLLBACK_IN_PROGRESS", reason);
    operation.resume();
    const status = (await rollBack(operation, changes)) ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_FAILED";
    record(undefined, status);
    throw new StackFailed(stack.stackName, status, reason, stack.events);
  }
  record(undefined, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
  await cleanUp(operation, resolved, changes);
  record(undefined, "UPDATE_COMPLETE");
}

async function apply(
  operation: Operation,
  resolved: ResolvedStack,
  logicalId: string,
  changes: Change[],
): Promise<void> {
  const { stack } = operation;
  const desired = resolved.resolve(logicalId);
  const before = stack.resources.get(logicalId);
  const change: Change = { before, logicalId };
  if (!before) {
    changes.push(change);
    await operation.create(desired, (remains) => (change.remains = remains));
  } else if (before.type !== desired.type) {
    throw new Error(
      `Update of resource type is not permitted: ${logicalId} is ${before.type} and would become ${desired.type}. Give it another logical id.`,
    );
  } else if (isDeepStrictEqual(before.properties, desired.properties)) {
    stack.resources.set(logicalId, { ...before, ...desired });
  } else {
    changes.push(change);
    await operation.update(desired, before);
  }
}

async function rollBack(operation: Operation, changes: Change[]): Promise<boolean> {
  const { resources } = operation.stack;
  const superfluous: ExistingResource[] = [];
  let complete = true;
  for (const { before, logicalId, remains } of changes) {
    const now = resources.get(logicalId);
    if (!before) {
      const made = now ?? remains;
      if (made) superfluous.push(made);
      resources.delete(logicalId);
    } else if (
      now &&
      now.physicalId !== before.physicalId &&
      !operation.findResourceType(before.type)!.rollsBackByUpdate
    ) {
      superfluous.push(now);
      resources.set(logicalId, before);
    } else if (now) {
      // `now` is what it was changed to, or, where that failed, what it was: the failed one is sent the way back as well.
      await operation.update(before, now).catch(() => (complete = false));
      const after = resources.get(logicalId)!;
      if (after.physicalId !== now.physicalId) superfluous.push(now);
      resources.set(logicalId, { ...before, physicalId: after.physicalId, attributes: after.attributes });
    }
  }
  for (const resource of superfluous.toReversed())
    await operation.remove(resource, undefined).catch(() => (complete = false));
  return complete;
}

async function cleanUp(operation: Operation, resolved: ResolvedStack, changes: Change[]): Promise<void> {
  const { resources } = operation.stack;
  const wanted = new Set(resolved.order.map(({ logicalId }) => logicalId));
  const replaced = changes.flatMap(({ before, logicalId }) =>
    before && before.physicalId !== resources.get(logicalId)?.physicalId ? [before] : [],
  );
  const leftOut = [...resources.values()].filter(({ logicalId }) => !wanted.has(logicalId));
  for (const resource of leftOut) resources.delete(resource.logicalId);
  // A failed deletion is in the history; the update stands all the same, as in CloudFormation.
  for (const resource of replaced.toReversed())
    await operation.remove(resource, resource.updateReplacePolicy).catch(() => {});
  for (const resource of leftOut.toReversed())
    await operation.remove(resource, resource.deletionPolicy).catch(() => {});
}
