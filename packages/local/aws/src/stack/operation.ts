import type { Account } from "../account.ts";
import type { SynthesisedStack } from "../template/read-cdk-out.ts";
import { ResourceFailed } from "./resource-failed.ts";
import type { Deployment, DesiredResource, ExistingResource, FindResourceType, ResourceType } from "./resource-type.ts";
import type { Stack } from "./stack.ts";

/** One operation on a stack: it works on resources and writes the stack's history. */
export interface Operation {
  stack: Stack;
  /** Records an event of a resource, or of the stack itself when none is given. */
  record: (resource: { logicalId: string; type: string } | undefined, status: string, reason?: string) => void;
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

/** What the resources of a stack are made with. */
export interface ResourceMaking {
  findResourceType: FindResourceType;
  /** Puts a stack's single-file assets where functions look for them. */
  publishAssets: (account: Account, assets: SynthesisedStack["assets"]) => void;
}

/** Begins an operation. */
export function beginOperation(
  account: Account,
  stack: Stack,
  { source, port, findResourceType }: { source: SynthesisedStack; port: number; findResourceType: FindResourceType },
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
    stack.events.push(event);
    account.emit(event);
  };

  async function attempt<T>(
    resource: DesiredResource,
    verb: "CREATE" | "UPDATE" | "DELETE",
    work: (resourceType: ResourceType) => Promise<T> | T,
  ): Promise<T> {
    record(resource, `${verb}_IN_PROGRESS`);
    try {
      const result = await work(findResourceType(resource.type)!);
      record(resource, `${verb}_COMPLETE`);
      return result;
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
        const { physicalId, attributes = {} } = await attempt(desired, "CREATE", (type) =>
          type.create(desired, deployment()),
        );
        stack.resources.set(desired.logicalId, { ...desired, physicalId, attributes });
      } catch (error) {
        if (error instanceof ResourceFailed && error.physicalId !== undefined)
          onRemains({ ...desired, physicalId: error.physicalId, attributes: {} });
        throw error;
      }
    },
    async update(desired, previous) {
      const { physicalId, attributes = {} } = await attempt(desired, "UPDATE", (type) =>
        type.update ? type.update(desired, deployment(), previous) : type.create(desired, deployment()),
      );
      stack.resources.set(desired.logicalId, { ...desired, physicalId, attributes });
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
