import type { Operation } from "./operation.ts";
import type { ResolvedStack } from "./resolve-stack.ts";
import { StackFailed } from "./stack-failed.ts";

/** Deletes every resource of a stack, dependents first. What cannot be deleted stays with all it depends on; throws `StackFailed`. */
export async function deleteStack(operation: Operation, { order }: ResolvedStack): Promise<void> {
  const { stack, record } = operation;
  const kept = new Set<string>();
  let reason: string | undefined;
  record(undefined, "DELETE_IN_PROGRESS");
  for (const { logicalId, dependsOn } of order.toReversed()) {
    const resource = stack.resources.get(logicalId);
    if (!resource) continue;
    try {
      if (kept.has(logicalId)) throw new Error("A resource that depends on it could not be deleted.");
      await operation.remove(resource, resource.deletionPolicy);
      stack.resources.delete(logicalId);
    } catch (error) {
      reason ??= `${logicalId}: ${(error as Error).message}`;
      for (const name of dependsOn) kept.add(name);
    }
  }
  record(undefined, reason === undefined ? "DELETE_COMPLETE" : "DELETE_FAILED", reason);
  if (reason !== undefined) throw new StackFailed(stack.stackName, "DELETE_FAILED", reason, stack.events);
}
