import { createHash } from "node:crypto";
import type { CustomResourceRequest } from "./custom-resource-request.ts";

/**
 * The resource's physical id: derived from the stack and the logical id, and afterwards whatever CloudFormation
 * holds. It never changes, because a changed id makes CloudFormation delete the "old" resource, which is the live one.
 */
export function physicalIdOf(request: CustomResourceRequest): string {
  if (request.type !== "Create" && request.physicalResourceId !== undefined) return request.physicalResourceId;
  return givenIdOf(request);
}

/** The id every Create is answered with. A Delete with another one: CloudFormation never had the Create's answer. */
export function givenIdOf({
  stackId,
  logicalResourceId,
}: Pick<CustomResourceRequest, "stackId" | "logicalResourceId">): string {
  const identity = JSON.stringify([stackId, logicalResourceId]);
  return `cliq-${createHash("sha256").update(identity).digest("hex").slice(0, 32)}`;
}
