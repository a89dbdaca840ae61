import { randomUUID } from "node:crypto";

import type { Account } from "../account.ts";
import { ResourceFailed } from "./resource-failed.ts";
import type {
  Deployment,
  DesiredResource,
  ExistingResource,
  FindResourceType,
  ResourceState,
  ResourceType,
} from "./resource-type.ts";
import type { DeployOrder, Stack } from "./stack.ts";

/** One operation on a stack: it works on resources and writes the stack's history. */
export interface Operation {
  stack: Stack;
  /** Records an event of a resource, or of the stack itself when none is given. */
  record: (
    resource: { logicalId: string; type: string; physicalId?: string } | undefined,
    status: string,
    reason?: string,
  ) => void;
  /** Creates a resource and adds it to the stack. On failure, what may exist all the same is passed to `onRemains`. */
  create: (desired: DesiredResource, onRemains: (resource: ExistingResource) => void) => Promise<void>;
  /** Changes a resource in place of `previous`, by which it may be replaced. */
  update: (desired: DesiredResource, previous: ExistingResource) => Promise<void>;
  /** Deletes a resource; a failure is recorded and thrown. */
  remove: (resource: ExistingResource, policy: string | undefined) => Promise<void>;
  /** From now on nothing waits for a custom resource any more: their operations are cancelled. */
  cancel: () => void;
  /** Ends the cancellation, so that a rollback can ask custom resources again. */
  resume: () => void;
  findResourceType: FindResourceType;
}

/** Begins an operation. */
export function beginOperation(
  account: Account,
  stack: Stack,
  { source, port }: Pick<DeployOrder, "source" | "port">,
  findResourceType: FindResourceType,
): Operation {
  let cancellation = new AbortController();
  stack.events = [];
  const deployment = (): Deployment => ({ account, assets: source.assets, port, signal: cancellation.signal });

  const record: Operation["record"] = (resource, status, reason) => {
    const { logicalId, type } = resource ?? { logicalId: stack.stackName, type: "AWS::CloudFormation::Stack" };
    const event = {
      type: "stack",
      stackName: stack.stackName,
      logicalId,
      resourceType: type,
      status,
      ...(reason !== undefined && { reason }),
    } as const;
    const known = resource?.physicalId ?? stack.resources.get(logicalId)?.physicalId ?? "";
    const physicalId = resource ? known : stack.stackId;
    stack.events.push(event);
    stack.history.push({ ...event, physicalId, eventId: randomUUID(), at: nextInstant(stack) });
    if (!resource) Object.assign(stack, { status, statusReason: reason });
    account.emit(event);
  };

  function keep(desired: DesiredResource, { physicalId, attributes = {} }: ResourceState): void {
    stack.resources.set(desired.logicalId, { ...desired, physicalId, attributes });
  }

  async function attempt(
    resource: DesiredResource,
    verb: "CREATE" | "UPDATE" | "DELETE",
    work: (resourceType: ResourceType) => Promise<void> | void,
  ): Promise<void> {
    record(resource, `${verb}_IN_PROGRESS`);
    try {
      await work(findResourceType(resource.type)!);
      record(resource, `${verb}_COMPLETE`);
    } catch (error) {
      record(resource, `${verb}_FAILED`, (error as Error).message);
      throw error;
    }
  }

  return {
    stack,
    record,
    findResourceType,
    async create(desired, onRemains) {
      try {
        await attempt(desired, "CREATE", async (type) => keep(desired, await type.create(desired, deployment())));
      } catch (error) {
        if (error instanceof ResourceFailed && error.physicalId !== undefined)
          onRemains({ ...desired, physicalId: error.physicalId, attributes: {} });
        throw error;
      }
    },
    async update(desired, previous) {
      await attempt(desired, "UPDATE", async (type) =>
        keep(desired, await (type.update?.(desired, deployment(), previous) ?? type.create(desired, deployment()))),
      );
    },
    async remove(resource, policy) {
      if (policy === "Retain") record(resource, "DELETE_SKIPPED");
      else await attempt(resource, "DELETE", (type) => type.delete(resource, deployment()));
    },
    cancel: () => cancellation.abort(),
    resume() {
      cancellation = new AbortController();
    },
  };
}

// Whoever orders a history by time gets it in the order in which things happened.
function nextInstant({ history }: Stack): Date {
  return new Date(Math.max(Date.now(), 1 + (history.at(-1)?.at.getTime() ?? 0)));
}
