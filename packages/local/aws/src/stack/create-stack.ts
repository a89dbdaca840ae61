import type { Operation } from "./operation.ts";
import type { ResolvedStack } from "./resolve-stack.ts";
import type { ExistingResource } from "./resource-type.ts";
import { runInOrder } from "./run-in-order.ts";
import { StackFailed } from "./stack-failed.ts";

/** Creates every resource of a new stack. On a failure it deletes them again, the failed one included, last created first, and throws `StackFailed`. */
export async function createStack(operation: Operation, resolved: ResolvedStack): Promise<void> {
  const { stack, record } = operation;
  const made: ExistingResource[] = [];
  record(undefined, "CREATE_IN_PROGRESS");
  try {
    await runInOrder(
      resolved.order,
      async (logicalId) => {
        await operation.create(resolved.resolve(logicalId), (remains) => made.push(remains));
        made.push(stack.resources.get(logicalId)!);
      },
      operation.cancel,
    );
    stack.outputs = resolved.outputs();
  } catch (error) {
    const reason = (error as Error).message;
    record(undefined, "ROLLBACK_IN_PROGRESS", reason);
    operation.resume();
    const status = (await removeAll(operation, made.toReversed())) ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED";
    record(undefined, status);
    throw new StackFailed(stack.stackName, status, reason, stack.events);
  }
  record(undefined, "CREATE_COMPLETE");
}

async function removeAll(operation: Operation, resources: ExistingResource[]): Promise<boolean> {
  let complete = true;
  for (const resource of resources) {
    // What the failed resource needs is still there: it comes first.
    try {
      await operation.remove(resource, resource.deletionPolicy);
      operation.stack.resources.delete(resource.logicalId);
    } catch {
      // It is the stack's until somebody deletes that.
      operation.stack.resources.set(resource.logicalId, resource);
      complete = false;
    }
  }
  return complete;
}
